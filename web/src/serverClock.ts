// The browser's clock may be wrong by hours: time left is counted by the server's, as its answers'
// Date header tells it, to the second, and by the browser's steady clock in between.
let ahead = Number.NEGATIVE_INFINITY;

export const serverClock = {
  /** Told by an answer that came just now. */
  hear(date: string | null) {
    const told = date === null ? Number.NaN : Date.parse(date);
    if (!Number.isNaN(told)) {
      // Date is cut to the second and no younger than the answer: so the server is never earlier.
      ahead = Math.max(ahead, told - performance.now());
    }
  },

  /** Now, by the server, in milliseconds since 1970. */
  now(): number {
    return ahead === Number.NEGATIVE_INFINITY ? Date.now() : performance.now() + ahead;
  },
};
