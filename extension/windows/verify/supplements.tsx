/** What the user can give where something is missing: the password, the signed content, lists and certificates as files. */

import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { SubIndication } from "#shared/messages/verdicts.ts";
import { supplementTexts } from "#shared/messages/windows-verify-supplements.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import type { VerifyDesk } from "./flow.ts";
import type { Entry } from "./state.ts";

interface SupplementsProps {
  readonly desk: VerifyDesk;
  readonly entry: Entry;
}

export function Supplements({ desk, entry }: SupplementsProps): JSX.Element | null {
  const texts = supplementTexts[language()];
  const { phase, refused, given } = entry;
  if (phase.kind === "failed" && phase.code === "PASSWORD_NEEDED") {
    return <PasswordForm desk={desk} entry={entry} wrong={given.password !== undefined} />;
  }
  if (phase.kind !== "checked") return null;
  const has = (...wanted: SubIndication[]) =>
    phase.result.verdict.signatures.some(
      ({ subIndication }) => subIndication !== null && wanted.includes(subIndication),
    );
  const needsContent = has("SIGNED_DATA_NOT_FOUND");
  const needsEvidence = has("TRY_LATER", "NO_CERTIFICATE_CHAIN_FOUND", "REVOCATION_OUT_OF_BOUNDS_NO_POE");
  if (!needsContent && !needsEvidence) return null;
  return (
    <section>
      <div class="row wraps">
        {needsContent && (
          <ChooseFile label={texts.content} onFile={(content) => desk.supplement(entry.id, { content })} />
        )}
        {needsEvidence && (
          <ChooseFile
            label={texts.evidence}
            accept=".crl,.pem,.cer,.crt,.der"
            onFile={(file) => desk.supplement(entry.id, { evidence: [...given.evidence, file] })}
          />
        )}
      </div>
      <p class="small" role="status">
        {refused ? texts.refused : ""}
      </p>
    </section>
  );
}

function PasswordForm({ desk, entry, wrong }: SupplementsProps & { wrong: boolean }): JSX.Element {
  const texts = supplementTexts[language()];
  const [password, setPassword] = useState("");
  return (
    <section>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (password !== "") desk.supplement(entry.id, { password });
        }}
      >
        <label class="field">
          <span class="label">{texts.password}</span>
          <input
            class="input"
            type="password"
            autocomplete="off"
            aria-invalid={wrong}
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
          {wrong && <span class="hint">{texts.passwordWrong}</span>}
        </label>
        <button type="submit" class="btn" disabled={password === ""}>
          <Icon name="unlock" />
          {texts.unlock}
        </button>
      </form>
    </section>
  );
}

interface ChooseFileProps {
  readonly label: string;
  readonly accept?: string;
  readonly onFile: (file: File) => void;
}

function ChooseFile({ label, accept, onFile }: ChooseFileProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="link" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        class="vh"
        type="file"
        accept={accept}
        tabIndex={-1}
        aria-label={label}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file !== undefined) onFile(file);
        }}
      />
    </>
  );
}
