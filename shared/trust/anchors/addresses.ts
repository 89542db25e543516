/** Where the authorities behind the built-in anchors publish: what their certificates say, since these do not ship. */

const GOVERNMENT_G1 = [
  "http://ca.gov.vn/pki/pub/crl/rootca.crl",
  "http://pub.ca.gov.vn/pki/pub/crl/rootca.crl",
];
const GOVERNMENT_G2 = ["http://ca.gov.vn/pki/pub/crl/rootcag2.crl"];
const NATIONAL_OLD = ["http://public.rootca.gov.vn/crl/micnrca.crl"];
const NATIONAL = ["https://rootca.gov.vn/crl/vnrca256.crl"];

/** Lists of the root that issued an anchor, by the anchor's `certificateSha256`. */
export const ANCHOR_CRLS: Readonly<Record<string, readonly string[]>> = {
  // CA phục vụ các cơ quan Nhà nước G2
  d8cab7a4aef92e6bb2509d7c61cee7b44f3731b2d21074963530277b366fae4b: GOVERNMENT_G2,
  // Co quan chung thuc so chuyen dung Chinh phu (RootCA)
  f7bc89054cec7f12730d7b8cd3eb7955b163835087e5eb873edfb584763b3f90: GOVERNMENT_G1,
  // Co quan chung thuc so Bo Cong an
  ecbf8428266c549eb1bfdc2715270d5b9dff3bbbe2d3f0c33e0fd91f70b2d943: GOVERNMENT_G1,
  // Co quan chung thuc so Bo Tai chinh
  a262cfa489dbbe666f8b89fab832547809874d5a06fa9f7a38fc227ebdf40514: GOVERNMENT_G1,
  // Co quan chung thuc so Chinh phu
  "75e969c07ba35c29c72bbc1bfb880f20f3891a619b00b77eb02ca6160736a1fe": GOVERNMENT_G1,
  // Co quan chung thuc so Dang Cong san
  "6e218b3ebc2f31b0d03205c64fd7e8920fb47187d37afcdb4cb2bb4178bf4635": GOVERNMENT_G1,
  // Cơ quan chứng thực số Bộ Ngoại giao
  "3c4281296f92d292cc952295fe41ad7d0b37438ff1d143b56c4642cc1b14bd93": [
    "http://ca.gov.vn/pki/crl/rootca.crl",
    ...GOVERNMENT_G1,
  ],
  // BkavCA
  ddab3aa11600215c08ca4ccbc18be5204c171a48081a6cd73a95aa868e1258af: NATIONAL_OLD,
  // CA2
  "22a088dedd18b017409157ccdce931236492df259459e7fac424574dd06380e2": NATIONAL_OLD,
  // FPT Certification Authority
  "406ba8be66ead6d01672f1e137cc35a778e2f289edd3f9e7580964190b83c761": NATIONAL_OLD,
  // NEWTEL-CA
  "27ab09408347ee182186d2a21e82feda0a4e0f84441525ba1de74a7e87401eba": NATIONAL_OLD,
  // SAFE-CA
  "4e66e0073c9c217dbfa80697b0096fa61d71c1f32b29a12c2e2c37c0cac35881": NATIONAL_OLD,
  // SmartSign
  "591e6796472780fcf98d2e6797c8249457726dee54a264307d9b51193cdbd5fd": NATIONAL_OLD,
  // VNPT Certification Authority
  "068927b4c1a38ae4db1e8f59a71a8c643d9dfbb53a674862387bd5aa7386247b": NATIONAL_OLD,
  // VNPT-CA SHA2
  "7d6ba5245317f9ed5d8bc765a4634d26ac6340d36b9f584df3b52d9c4a81a306": NATIONAL,
  // Viettel-CA
  "684caf190176d13158808ef193b2d20575399a87fd9e8c5bedc09065a184841a": NATIONAL_OLD,
};

/** Authorities below an anchor that are neither anchors nor part of signed documents, by their key identifier. */
export const MISSING_AUTHORITIES: Readonly<Record<string, readonly string[]>> = {
  // CA phục vụ cho dịch vụ phần mềm G2
  "44ef86eedc2f0a982c3f0ea6d9e7ec01ccd0d6b6": ["http://ca.gov.vn/pki/pub/crt/sscag2.crt"],
};
