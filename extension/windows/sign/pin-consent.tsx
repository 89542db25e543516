/** The last step before signing: the PIN where one is wanted, what happens next, and the button. */

import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { ErrorCode } from "#shared/errors.ts";
import { signTexts } from "#shared/messages/windows-sign.ts";
import { language } from "../parts/language.ts";
import { Acts, Next, SignButton } from "./acts.tsx";
import type { Offer } from "./choose.ts";
import type { Consent, Desk } from "./desk.ts";
import { LastTry } from "./last-try.tsx";
import { type PinProblem, pinProblem } from "./pin.ts";
import { PinField } from "./pin-field.tsx";

/** What is the same for one document and for many. */
type Authority = Pick<Consent, "offer" | "pin" | "allowLastTry">;

interface ConsentProps {
  readonly desk: Desk;
  readonly offer: Offer;
  readonly practice: boolean;
  /** Whether it may be signed as it is: it was seen, and what is wrong with it was confirmed. */
  readonly allowed: boolean;
  /** A session lives, or the token wants no PIN. */
  readonly open: boolean;
  /** What the last try met. */
  readonly notice: ErrorCode | null;
  /** What happens after the button. */
  readonly next: string;
  readonly leave: () => void;
  /** Words of the button; absent: of one document. */
  readonly label?: string | undefined;
  readonly onSign: (authority: Authority) => void;
}

export function PinConsent(props: ConsentProps): JSX.Element {
  return props.open ? <WithoutPin {...props} /> : <WithPin {...props} />;
}

function WithoutPin({
  desk,
  offer,
  practice,
  allowed,
  next,
  leave,
  label,
  onSign,
}: ConsentProps): JSX.Element {
  const sign = () => {
    if (desk.guard.takes(performance.now())) onSign({ offer, pin: "", allowLastTry: false });
  };
  return (
    <>
      <Next text={next} />
      <Acts leave={leave}>
        <SignButton practice={practice} disabled={!allowed} label={label} onClick={sign} />
      </Acts>
    </>
  );
}

function WithPin(props: ConsentProps): JSX.Element {
  const { desk, offer, practice, allowed, notice, next, leave, label, onSign } = props;
  const texts = signTexts[language()];
  const isLast = offer.token.pin.finalTry || notice === "PIN_LAST_TRY";
  const [confirmed, setConfirmed] = useState(false);
  const [filled, setFilled] = useState(false);
  const [problem, setProblem] = useState<PinProblem | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const locked = isLast && !confirmed;
  const sign = () => {
    const pin = input.current?.value ?? "";
    if (!allowed || pin === "" || locked || !desk.guard.takes(performance.now())) return;
    const found = pinProblem(pin, offer.token);
    setProblem(found);
    if (input.current !== null) input.current.value = "";
    setFilled(false);
    if (found === null) onSign({ offer, pin, allowLastTry: isLast });
  };
  return (
    <>
      {isLast && <LastTry confirmed={confirmed} onConfirm={() => setConfirmed(true)} />}
      {!locked && (
        <PinField
          input={input}
          guard={desk.guard}
          token={offer.token}
          problem={problem ?? (isLast ? null : notice)}
          onFilled={setFilled}
          onEnter={sign}
        />
      )}
      <Next text={locked ? texts.forgotPin : notice?.startsWith("PIN_") === true ? texts.nextPin : next} />
      <Acts leave={leave} {...(locked ? { back: texts.declineLastTry } : {})}>
        <SignButton
          practice={practice}
          disabled={locked || !filled || !allowed}
          label={label}
          onClick={sign}
        />
      </Acts>
    </>
  );
}
