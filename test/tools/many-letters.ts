/** Many documents to sign for the sample eOffice: as many letters, each with a number of its own. */

import { letterPdf, SAMPLE_LETTER } from "./eoffice/letter.ts";
import type { EOfficeDocument } from "./eoffice/server.ts";

export function manyLetters(count: number): EOfficeDocument[] {
  return Array.from({ length: count }, (_, index) => {
    const number = `${201 + index}/UBND-VX`;
    const fileName = `${201 + index}_UBND-VX.pdf`;
    const answer = letterPdf({ ...SAMPLE_LETTER, number });
    return { path: `/tep/${fileName}`, fileName, number, about: `Văn bản thứ ${index + 1}`, answer };
  });
}
