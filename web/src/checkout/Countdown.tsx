import { useEffect, useState } from 'react';
import { serverClock } from '../serverClock.ts';

/** Told to screen readers, which a number that changes each second would drown. */
const TOLD_AT = [600, 300, 120, 60, 30, 10];

/** How long the ticket is held, by the server's time. */
export function Countdown({ until, onEnd }: { until: string; onEnd: () => void }) {
  const [left, setLeft] = useState(() => secondsUntil(until));
  const over = left <= 0;

  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsUntil(until)), 250);
    return () => clearInterval(timer);
  }, [until]);

  useEffect(() => {
    if (over) {
      onEnd();
    }
  }, [over, onEnd]);

  const told = TOLD_AT.findLast((at) => left <= at);
  return (
    <>
      <p className="countdown">
        {over ? (
          'The time is over.'
        ) : (
          <>
            Held for you for <span role="timer">{clock(left)}</span>
          </>
        )}
      </p>
      <p role="status" className="unseen">
        {over ? 'The time is over.' : told ? `${spoken(told)} left to pay` : ''}
      </p>
    </>
  );
}

function secondsUntil(moment: string): number {
  return Math.max(0, Math.floor((Date.parse(moment) - serverClock.now()) / 1000));
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function spoken(seconds: number): string {
  return seconds >= 60 ? `${seconds / 60} minutes at most` : `${seconds} seconds at most`;
}
