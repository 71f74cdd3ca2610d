import { type FormEvent, useRef, useState } from 'react';
import { ask, Refused } from '../gateway.ts';
import { SIGN_IN } from './documents.ts';

const WORDS: { readonly [code: string]: string } = {
  INVALID_CREDENTIALS: 'Email or password is wrong.',
  BAD_USER_INPUT: 'Type your email, and your password of 8 to 128 characters.',
  RATE_LIMITED: 'Too many attempts. Wait a few minutes.',
};

export function SignIn({ note, onSignedIn }: { note: string; onSignedIn: () => Promise<void> }) {
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const email = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(undefined);
    try {
      await ask(SIGN_IN, {
        input: { email: String(form.get('email')), password: String(form.get('password')) },
      });
      await onSignedIn();
    } catch (failure) {
      const code = failure instanceof Refused ? failure.code : '';
      setProblem(WORDS[code] ?? 'Signing in did not work. Try again.');
      email.current?.focus();
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} className="card" noValidate>
      <h2>Sign in</h2>
      <p>{note}</p>
      <label htmlFor="email">Email</label>
      <input
        id="email"
        name="email"
        type="email"
        autoComplete="username"
        ref={email}
        aria-describedby="sign-in-problem"
        aria-invalid={problem !== undefined}
      />
      <label htmlFor="password">Password</label>
      <input id="password" name="password" type="password" autoComplete="current-password" />
      <p role="alert" id="sign-in-problem" className="problem">
        {problem}
      </p>
      <button type="submit" disabled={busy}>
        Sign in
      </button>
    </form>
  );
}
