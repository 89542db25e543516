/**
 * Authorities of the Government's specialised PKI (Ban Cơ yếu Chính phủ), generations 1 and 2. The subordinate ones are anchors,
 * too: signed documents carry the leaf only, and no SHA-1 signature of the first generation's root has to be relied on.
 * An operator checks each fingerprint against ca.gov.vn before a release.
 */

import type { AnchorFacts } from "../anchor-facts.ts";

export const GOVERNMENT_ANCHORS: readonly AnchorFacts[] = [
  {
    domain: "government",
    text: "CN=RootCA chuyên dùng Chính phủ G2, O=Ban Cơ yếu Chính phủ, C=VN",
    subject:
      "MGExCzAJBgNVBAYTAlZOMSMwIQYDVQQKDBpCYW4gQ8ahIHnhur91IENow61uaCBwaOG7pzEtMCsGA1UEAwwkUm9vdENBIGNodXnDqm4gZMO5bmcgQ2jDrW5oIHBo4bunIEcy",
    spki: "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEApTfkg+AHIT1SL5bSgtJko1HFYu50gksCJxuhgXP/aLaeakScN0+dwACEJ/k2msUdZHByS4/yn7s1LqlGiEyWQh3ovB4VK/s/jshYzXIVimyIcqTnFZuyAi1XnKhBzayrNLeDO5cZpwGU/SHgJmd2WgijaRw6JMiFvEWlPAhP9hV1EDI8shX/mXEoLmvgRPRUiznAxWwovb03SD27gu8mYl7PQJve/fcVniZtGTRfQUBDAzALsrEihAqdmFMTfnJgISyTgKnvqlhBUyNUBnJ4nVHphIK5znksDBQRPujg0C52KNlM4kM7s+5TFByy6/Xut2TSmv4AbCLhvTcVVAJjqhNyU1zARhWN/a6Xd4QzEkpAn800OGm8X0sB/uWkJixCFvHPXQip6rOXk6f6lI+o0pGdyCM9+zR6T/wik47JzZ2LCPEB0XHbGNWtVLTuZcz8b/9xXyhaYG+CX9AP3qAHpiwtzYPIhm5IdDMkYTfXaGfv8Z2p35WP0+rHK1/n4aV3FtYHUdBD9pkPaQVf0D+NAa6138JMJyzZQJ6ZCcmfbrUSdWJR99AZfebr2fYPAzo7ZCW5qBPFBg40IIRu/is3LwxPCTs/UG3w3tBoQihhefwZPtcetLwBo1Jruo43v9MblOXJ8m3klinZqwZXAFDmiefW29UYeIduxxDx0kHgJSECAwEAAQ==",
    notBefore: "2018-08-22T07:36:39Z",
    notAfter: "2048-08-14T07:36:39Z",
    pathLength: null,
    subjectKeyId: "7779baf7f3bdfb861e131a5e23525caaba6eae54",
    certificateSha256: "f04ba4b459a7c9a1b971ad9b1cb833e695a80c79aea63b174b66a70edfe2fdb8",
    sha1LeavesBefore: null,
    issued: null,
  },
  {
    domain: "government",
    text: "CN=CA phục vụ các cơ quan Nhà nước G2, O=Ban Cơ yếu Chính phủ, C=VN",
    subject:
      "MGkxCzAJBgNVBAYTAlZOMSMwIQYDVQQKDBpCYW4gQ8ahIHnhur91IENow61uaCBwaOG7pzE1MDMGA1UEAwwsQ0EgcGjhu6VjIHbhu6UgY8OhYyBjxqEgcXVhbiBOaMOgIG7GsOG7m2MgRzI=",
    spki: "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEAr+Tbl3sZ0cpqSUVjgc9Ukny8ga8sebklptm79GX6xvJ90sOwpGqOUmQGfc9O0Thkk1qSUJxfyZAi/u4yOP3EAv84O7aD6IzXQ9+DzymHUBh6xh0ca6e4Y7lxAkMl0b0pxiXy+RDaOQYpuPQ5FkADjR+26Q3PfYWgWeA1f3+VQAnN/JGH590PyxzYyAtQADFhY6pfpAYKvKhwa/vqwYKynvyvU8nPJSqXDqWJ+UCtUWV88ES4eVCSUhDMxQG0BcqHLopQe8krNSKhZDFlxG2EO+E7Bqp3V3O6kurhuK1ue5IaRYVGPvofQihX4orjc1ZON9paCXkef7xEZZlj5IxhstnzgJiyjAw1xjTvpjoNagFuW4H3vtsA2Z6b4RsyJFG21sBOe0XdDHpo7+9Z8qWvbn4ksmEyvCteG1D8cv7stvkbt/vCWotFP3ekJ1t0ofYqnDKtuZqUgoAiB1cMDLzp1IqUjwgMf95aVi31DNJRWYBJrrKyYq3g3HoQOdRyuFSYf3PbjX87EHDva/TA0GEKcPpBAj5XgiK5Lb4gOSUHNvoe1u3kKywMi+xWrMmrCvITe5Hc/U0q9FE01S9BkaUfTNXzB811KXZ0lHjhkQiRuid6iF5XOhtvooRLhsKkUGJF7TtgjbGO+dIXEF4uDBM0GokISQ6XShUeOIog6DCeGXUCAwEAAQ==",
    notBefore: "2018-08-22T08:06:36Z",
    notAfter: "2048-08-14T07:36:39Z",
    pathLength: 0,
    subjectKeyId: "50becfa0bdea0f9f4e9128a32aeb7ceef02fc8ba",
    certificateSha256: "d8cab7a4aef92e6bb2509d7c61cee7b44f3731b2d21074963530277b366fae4b",
    sha1LeavesBefore: null,
    issued: {
      by: "CN=RootCA chuyên dùng Chính phủ G2, O=Ban Cơ yếu Chính phủ, C=VN",
      serial: "7af2df52182653d3",
    },
  },
  {
    domain: "government",
    text: "CN=Co quan chung thuc so chuyen dung Chinh phu (RootCA), O=Ban Co yeu Chinh phu, C=VN",
    subject:
      "MGsxCzAJBgNVBAYTAlZOMR0wGwYDVQQKDBRCYW4gQ28geWV1IENoaW5oIHBodTE9MDsGA1UEAww0Q28gcXVhbiBjaHVuZyB0aHVjIHNvIGNodXllbiBkdW5nIENoaW5oIHBodSAoUm9vdENBKQ==",
    spki: "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2vO97GS+C6Xh1FSdXoYxy8t16cquvNidWnMinvyKMEypZwb5y74AlLYZuph1uw7omdo0tLG7GkztR6OLCLZAFN7Y1cjLhO2Rp1siM+VAdQh61Nh4tMRJTDS84S7C0AzY9WahKl0Q8XDijToTf8wK2IzR9JG7LJczy67QTJipSjAUlsQMRGqqU95TSiS62yDNQW1mQb9MzpYT3sUxsDgoLmy3EbxIcJ7hgU2tAhozw7N6Z3XUwglpIdK+u/4RZHVMN6DTZTXyoHdqJpqZJfYzsHckwp506gGjVRCQtz94+obaQodVtzanWZ49fmfV60Kkzr5FSOnO92RyKHHEBSMkBwIDAQAB",
    notBefore: "2010-03-10T05:45:57Z",
    notAfter: "2030-03-05T05:45:57Z",
    pathLength: null,
    subjectKeyId: "d9171b51a317b79efc2ddb61fa7900ff58749d5c",
    certificateSha256: "f7bc89054cec7f12730d7b8cd3eb7955b163835087e5eb873edfb584763b3f90",
    sha1LeavesBefore: null,
    issued: null,
  },
  {
    domain: "government",
    text: "CN=Co quan chung thuc so Bo Cong an, O=Ban Co yeu Chinh phu, C=VN",
    subject:
      "MFcxCzAJBgNVBAYTAlZOMR0wGwYDVQQKDBRCYW4gQ28geWV1IENoaW5oIHBodTEpMCcGA1UEAwwgQ28gcXVhbiBjaHVuZyB0aHVjIHNvIEJvIENvbmcgYW4=",
    spki: "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAuPxC8rW0yWy5Yd4YACf0B59ygk9FhgBjlkZivDPCd9T+OpY4Bt5VIL+dTu8GZbOAyy/Drf2AOsv6NZGyVDtL2yPu1XfQCsY5oYxu8XCJVMqv0oFLwn9i75lKTJXpbv6XdGC4rSpZyqS2ld0IMxxecpqfS1HmfKYWdqLCDJ8rCf0vG0bJwlRCNmE5gdFUtEyYt5z3W5Y49AXua2dRFIDeFYK+0BDPN5VDlWpF7qrx6wNFTpfzTH2b2oKpRtnMG87/1ka352N42+Y0l0CrqokXN9BRlal/RBcJzaZk9HTwI64DBQoo10PUJvByiLP5WjYQgXG+MFnD8e1S+C9iGEWiEwIDAQAB",
    notBefore: "2010-04-15T09:09:51Z",
    notAfter: "2030-03-04T09:09:51Z",
    pathLength: null,
    subjectKeyId: "76a3cd4eccff8ae5fe9a1d8ce1e344cffe18ad10",
    certificateSha256: "ecbf8428266c549eb1bfdc2715270d5b9dff3bbbe2d3f0c33e0fd91f70b2d943",
    sha1LeavesBefore: "2020-01-01T00:00:00Z",
    issued: {
      by: "CN=Co quan chung thuc so chuyen dung Chinh phu (RootCA), O=Ban Co yeu Chinh phu, C=VN",
      serial: "05",
    },
  },
  {
    domain: "government",
    text: "CN=Co quan chung thuc so Bo Tai chinh, O=Ban Co yeu Chinh phu, C=VN",
    subject:
      "MFkxCzAJBgNVBAYTAlZOMR0wGwYDVQQKDBRCYW4gQ28geWV1IENoaW5oIHBodTErMCkGA1UEAwwiQ28gcXVhbiBjaHVuZyB0aHVjIHNvIEJvIFRhaSBjaGluaA==",
    spki: "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1l5J+n+nHjgATQCdd4E/jq6pzlzKLilZb4GgdIjhjcQT5UnuhxbspN5yMuRxtcQfvubZKlsV8FDStndyK/avoEsXu5MggJFRL5T2usuG3w/ecyalxGVZkNNCTkP5ciLcFHdiX3upksMeBzmYrZZP9sF8pvcBgFIGAdOBKli4L/QSWUyqUhALyW92jdvx+5MxcDh1hONdTv2nQHeRcimHej8lG9pqLXxx4IoCbEYM9v2vvJxgUk0jOUtbTbhLbzm90Hgd8qwHJbOWEPmey+JUXyympZXSTrSMbxj3UMyWzm/f4h85EZv//tGep2QCt8LxmdkTpI6jEMq4wlGgV9mJgwIDAQAB",
    notBefore: "2010-03-10T05:53:17Z",
    notAfter: "2030-03-04T05:53:17Z",
    pathLength: null,
    subjectKeyId: "9e389ad62995896a057f2aff5f0197b4573066b2",
    certificateSha256: "a262cfa489dbbe666f8b89fab832547809874d5a06fa9f7a38fc227ebdf40514",
    sha1LeavesBefore: "2020-01-01T00:00:00Z",
    issued: {
      by: "CN=Co quan chung thuc so chuyen dung Chinh phu (RootCA), O=Ban Co yeu Chinh phu, C=VN",
      serial: "03",
    },
  },
  {
    domain: "government",
    text: "CN=Co quan chung thuc so Chinh phu, O=Ban Co yeu Chinh phu, C=VN",
    subject:
      "MFYxCzAJBgNVBAYTAlZOMR0wGwYDVQQKDBRCYW4gQ28geWV1IENoaW5oIHBodTEoMCYGA1UEAwwfQ28gcXVhbiBjaHVuZyB0aHVjIHNvIENoaW5oIHBodQ==",
    spki: "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAm9WYSHXgrbgq/25j88b+8vQ0p1+1fMoWPLEiTyh5526wTJ+llAVZxEhmaamT+AF9OR6sFItO7Eo4zd9HoY8ygSuekCGI07CRd90bzEQMBtQvp8C5UVZIvylwu0SUi8Kuwui1Mb6YKCEd1IAy8nFtIWqK6EjTy9mqS65ENa9iOeMDq8FM00W6HJVzK1rv9ULHQjJ1jJ9M2fYaFkMoTBs7olHwcgZfLZP4/HrGs6UDqJ3S6Em+yEheWyI9FLZO69sjD4wn/Z5lb1BmX/G/Scpj7hYt280CHELp1Uyn1QMMoXy9vjnTihrD0bd0iU1xCrEP+/yGRYWaDx/gOHZ2+GB/mwIDAQAB",
    notBefore: "2010-03-25T06:33:32Z",
    notAfter: "2030-03-04T06:33:32Z",
    pathLength: null,
    subjectKeyId: "053140de34beb38fc0db6ec5430e3e12f763c61c",
    certificateSha256: "75e969c07ba35c29c72bbc1bfb880f20f3891a619b00b77eb02ca6160736a1fe",
    sha1LeavesBefore: "2020-01-01T00:00:00Z",
    issued: {
      by: "CN=Co quan chung thuc so chuyen dung Chinh phu (RootCA), O=Ban Co yeu Chinh phu, C=VN",
      serial: "04",
    },
  },
  {
    domain: "government",
    text: "CN=Co quan chung thuc so Dang Cong san, O=Ban Co yeu Chinh phu, C=VN",
    subject:
      "MFoxCzAJBgNVBAYTAlZOMR0wGwYDVQQKDBRCYW4gQ28geWV1IENoaW5oIHBodTEsMCoGA1UEAwwjQ28gcXVhbiBjaHVuZyB0aHVjIHNvIERhbmcgQ29uZyBzYW4=",
    spki: "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAzWzpRBfhtII+2IdhkQIdZg1Y6amhkaq9spg0pfTph1oG/epDbTwDWqSL55z00j5YdTtITCCZvLJ4q7Eqkmgl1+uox+40ffngtdtCVrEXlI3G8FLdbdcylSTYcuNjXM1v6yyCePv08Y7Kz5UKMtbckxUOwPJKux8H+YJcHSqN7ZsAFWUrtmxEybXnH47iLEcZdzpPtFIzp5Fc9jpJzZz+q4MCo1puemRDhZifvUP/38U1oJ9onIteN3tnkNxUfBnB22fvok/5B4UweO2g70OZZ6Nl/GltYHk8dFbIrejykUjh869n32op29sQpE1DMHQftv8WVGDSiE9dzyHV7fn4LQIDAQAB",
    notBefore: "2010-11-08T01:34:42Z",
    notAfter: "2030-02-26T01:34:42Z",
    pathLength: null,
    subjectKeyId: "9c05735a79c13f5547f1e85e10d437ae8e65e3b2",
    certificateSha256: "6e218b3ebc2f31b0d03205c64fd7e8920fb47187d37afcdb4cb2bb4178bf4635",
    sha1LeavesBefore: "2020-01-01T00:00:00Z",
    issued: {
      by: "CN=Co quan chung thuc so chuyen dung Chinh phu (RootCA), O=Ban Co yeu Chinh phu, C=VN",
      serial: "06",
    },
  },
  {
    domain: "government",
    text: "CN=Cơ quan chứng thực số Bộ Ngoại giao, O=Ban Cơ yếu Chính phủ, C=VN",
    subject:
      "MGsxCzAJBgNVBAYTAlZOMSMwIQYDVQQKDBpCYW4gQ8ahIHnhur91IENow61uaCBwaOG7pzE3MDUGA1UEAwwuQ8ahIHF1YW4gY2jhu6luZyB0aOG7sWMgc+G7kSBC4buZIE5nb+G6oWkgZ2lhbw==",
    spki: "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEA7CdP38sompllmajtb1POneDR7Tn7X+dVYNzJhGvnZi0yW/sVDtwyHzEKr1Ty1x8wNHCyChxx2XBBQ+P80AJYJVanHSbhMEr0uzSwE2mvcayJBUYhM7qShG6NCECC0SmdQ/pERjA7Ev082PyYt2yIB2P7Avq3wCVg+W948PTwIj4E/mOory9eOq4UjnnW0TBVXF57Lp1zZ8iwpiaRPI1iy4InYLApqUge6ukTq3LY4zNKqDeFLXvEqma8gKIsrKcncBYIAGZhVZha7APku3N+tRdbnBivzFVDYfbjQuzOIuOvLiu74fqz+5/ixhzlZp1t1b6V8jbGa+Ny0cqGyIhOueI3qpkw0bxS/4k3WIMjLyhnUFPf6zfJplJ9a2bHF7hz2v/TVRvKaXCUnDJxeiMSicbKVo1DgTlfluMGGzvJxRDGL6qj8fTC64XxiSy4t82k/2l0d8M/H4Xs/G78gkuDJUXlpPhGuEiFqmBfDIA1aVfRY2q9uNqMpAyaQhU1GIv2PjB6OtLZFac4bemTh/eZM4mUBeom2RxcqauPJflIABSsmZV/abXl+wJks7PNrgD9d3zVCX6aH6Sep7AwnectveEUy1qW+CElDlkjfmsx/WP1VSNLnzVa68Tlcya3PfnNOFD7DGUaLETWD8WneQ0F3Ypxy9eJsPcZ6PF5uutTxEsCAwEAAQ==",
    notBefore: "2016-04-07T09:48:02Z",
    notAfter: "2029-12-15T09:48:02Z",
    pathLength: null,
    subjectKeyId: "2e0c511f48568d6fa59dba407ba75bb6c1fe390e",
    certificateSha256: "3c4281296f92d292cc952295fe41ad7d0b37438ff1d143b56c4642cc1b14bd93",
    sha1LeavesBefore: "2020-01-01T00:00:00Z",
    issued: {
      by: "CN=Co quan chung thuc so chuyen dung Chinh phu (RootCA), O=Ban Co yeu Chinh phu, C=VN",
      serial: "0b",
    },
  },
];

/** Certificates of which only the fingerprint is known: whichever has it is an anchor as it stands. */
export const GOVERNMENT_PINS: readonly string[] = [
  // CA phục vụ các cơ quan Đảng G2
  "e4b402e3cb4cacc0a20d21fa49bce76beb4eb47ba7ffb7a8f71c554dbe561a81",
];
