/** The Government's time-stamping authority: asked where the administrator names none. */
export const STATE_AUTHORITY = "http://tsa.ca.gov.vn";
