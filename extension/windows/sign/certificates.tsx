/** The certificates on the plugged-in devices: one card each, the unusable ones off with their reason. */

import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { partsTexts } from "#shared/messages/windows.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import type { CertificateLabel } from "../../templates/labels.ts";
import { formatDate, serialEnd } from "../parts/format.ts";
import { Icon } from "../parts/icons.tsx";
import { language } from "../parts/language.ts";
import { useStore } from "../parts/store.ts";
import { isPractice, isUsable, type Offer } from "./choose.ts";
import { type LabelDesk, labelOf } from "./labels.ts";

/** A certificate that ends within these days says so. */
const SOON_DAYS = 30;
const DAY = 24 * 60 * 60 * 1000;

interface CertificatesProps {
  readonly offers: readonly Offer[];
  /** Whose each certificate is. */
  readonly labels: LabelDesk;
  readonly chosen: Offer | null;
  /** No change any more: the device is signing. */
  readonly fixed: boolean;
  readonly titled: boolean;
  readonly onChoose: (certificate: string | null) => void;
}

export function Certificates(props: CertificatesProps): JSX.Element {
  const { offers, chosen, fixed, titled, onChoose } = props;
  const labels = useStore(props.labels.store);
  const texts = signTexts[language()];
  const [all, setAll] = useState(false);
  const shown = chosen !== null && !all ? [chosen] : offers;
  const canChange = chosen !== null && !all && !fixed && offers.length > 1;
  return (
    <fieldset class="certs">
      {titled && (
        <div class="between">
          <legend class="k">{chosen === null ? texts.chooseCertificate : texts.signedBy}</legend>
          {canChange && (
            <button type="button" class="link" onClick={() => setAll(true)}>
              {texts.changeCertificate}
            </button>
          )}
        </div>
      )}
      {shown.map((offer) => (
        <Card
          key={`${offer.token.id} ${offer.certificate.id}`}
          offer={offer}
          label={labelOf(labels, offer.certificate)}
          on={offer.certificate.id === chosen?.certificate.id && offer.token.id === chosen.token.id}
          onChoose={() => {
            setAll(false);
            onChoose(offer.certificate.id);
          }}
        />
      ))}
    </fieldset>
  );
}

interface CardProps {
  readonly offer: Offer;
  readonly label: CertificateLabel;
  readonly on: boolean;
  readonly onChoose: () => void;
}

function Card({ offer, label, on, onChoose }: CardProps): JSX.Element {
  const { certificate } = offer;
  const usable = isUsable(offer);
  const look = isPractice(offer) ? "practice" : usable ? (on ? "on" : "") : "off";
  return (
    <label class={`cert ${look}`}>
      <input
        type="radio"
        class="vh"
        name="certificate"
        checked={on}
        disabled={!usable}
        onChange={onChoose}
        onClick={onChoose}
      />
      <div class="name">
        <span class="grow">{certificate.commonName}</span>
        <Tag offer={offer} label={label} />
      </div>
      <Lines offer={offer} />
    </label>
  );
}

function Tag({ offer, label }: Pick<CardProps, "offer" | "label">): JSX.Element {
  const parts = partsTexts[language()];
  const texts = signTexts[language()];
  if (isPractice(offer)) return <span class="tag practice">{parts.practice}</span>;
  if (offer.certificate.unsuitable === "EXPIRED") return <span class="tag bad">{texts.expired}</span>;
  if (!isUsable(offer)) return <span class="tag">{texts.notSuitable}</span>;
  return <span class="tag">{label === "seal" ? parts.seal : parts.personal}</span>;
}

function Lines({ offer }: { offer: Offer }): JSX.Element {
  const texts = signTexts[language()];
  if (isPractice(offer)) {
    return (
      <>
        <div class="small">{texts.practiceKey}</div>
        <div class="small">{texts.practiceOnly}</div>
      </>
    );
  }
  const { certificate, token } = offer;
  const device = texts.token(token.label, serialEnd(token.serial));
  const place = [...certificate.organizationalUnits, certificate.organization ?? ""]
    .filter((name) => name !== "" && name !== certificate.commonName)
    .join(", ");
  const end = new Date(certificate.notAfter);
  const reason = unusableReason(offer);
  return (
    <>
      {place !== "" && <div class="small">{place}</div>}
      <div class="small">{reason === null ? `${device} · ${texts.expires(formatDate(end))}` : device}</div>
      {reason !== null && <div class="small">{reason}</div>}
      {reason === null && <Ending end={end} />}
    </>
  );
}

function unusableReason({ certificate, obstacle }: Offer): string | null {
  const texts = signTexts[language()];
  if (certificate.unsuitable !== null) {
    const date = certificate.unsuitable === "NOT_YET_VALID" ? certificate.notBefore : certificate.notAfter;
    return texts.unsuitable[certificate.unsuitable](formatDate(new Date(date)));
  }
  if (obstacle === "LOCKED") return texts.tokenLocked;
  return obstacle === "ON_READER" ? texts.pinOnReader : null;
}

function Ending({ end }: { end: Date }): JSX.Element | null {
  const days = Math.ceil((end.getTime() - Date.now()) / DAY);
  if (days > SOON_DAYS) return null;
  return (
    <div class="small row caution-t">
      <Icon name="caution" size={16} />
      {signTexts[language()].expiresSoon(String(days), formatDate(end))}
    </div>
  );
}
