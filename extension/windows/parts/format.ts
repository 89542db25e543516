/** How names, sizes, numbers and times are written in the windows. Pure. */

/** 1284 as "1.284". */
export function formatCount(value: number): string {
  return String(Math.trunc(value)).replace(/\B(?=(\d{3})+$)/g, ".");
}

const UNITS = ["byte", "KB", "MB", "GB"] as const;

/** Bytes as "184 KB" or "4,6 MB": decimal comma, one digit below ten of anything larger than a kilobyte. */
export function formatSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = unit >= 2 && value < 10 ? 1 : 0;
  const [whole = "", fraction] = value.toFixed(digits).split(".");
  const number = formatCount(Number(whole)) + (fraction === undefined ? "" : `,${fraction}`);
  return `${number} ${UNITS[unit]}`;
}

const two = (value: number) => String(value).padStart(2, "0");

/** 24/11/2026, by the clock of this computer. */
export function formatDate(time: Date): string {
  return `${two(time.getDate())}/${two(time.getMonth() + 1)}/${time.getFullYear()}`;
}

/** 09:15:30. */
function formatClock(time: Date): string {
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** 24/11/2026 09:15:30. */
export function formatTime(time: Date): string {
  return `${formatDate(time)} ${formatClock(time)}`;
}

/** A moment in JSON as "24/11/2026 09:15:30"; null where it cannot be read. */
export function formatMoment(text: string | null): string | null {
  const time = new Date(text ?? Number.NaN);
  return Number.isNaN(time.getTime()) ? null : formatTime(time);
}

/** Milliseconds as seconds with one digit: "1,4". */
export function formatSeconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(1).replace(".", ",");
}

/** 0.78 as "78%". */
export function formatZoom(zoom: number): string {
  return `${Math.round(zoom * 100)}%`;
}

/** A name longer than `most` letters loses its middle, so that its start and its ending stay readable. */
export function cutMiddle(name: string, most = 36): string {
  const letters = [...name];
  if (letters.length <= most) return name;
  const end = Math.ceil((most - 1) / 2);
  const start = most - 1 - end;
  return `${letters.slice(0, start).join("")}…${letters.slice(-end).join("")}`;
}

/** The last characters of a serial number, as on the device: "…4412". */
export function serialEnd(serial: string): string {
  return serial.length > 4 ? `…${serial.slice(-4)}` : serial;
}

/** "BC_11_thang.pdf" as "BC_11_thang.signed.pdf". */
export function signedName(name: string): string {
  return /\.pdf$/i.test(name) ? name.replace(/\.pdf$/i, ".signed.pdf") : `${name}.signed.pdf`;
}
