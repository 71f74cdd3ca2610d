import { type FormEvent, useRef, useState } from 'react';
import { type Card, type Field, type Mistakes, mistakes, TEST_CARDS } from './cards.ts';
import type { CardFormProps } from './StripeCardForm.tsx';
import { Mistyped, paymentMethod } from './standIn.ts';
import { refusal } from './words.ts';

const FIELDS: readonly { name: Field; label: string; autoComplete: string; example: string }[] = [
  {
    name: 'number',
    label: 'Card number',
    autoComplete: 'cc-number',
    example: '4242 4242 4242 4242',
  },
  { name: 'expiry', label: 'Expires (MM/YY)', autoComplete: 'cc-exp', example: '12 / 34' },
  { name: 'cvc', label: 'Security code', autoComplete: 'cc-csc', example: '123' },
];

/** For the stand-in's test cards. */
export function CardForm({ label, busy, pay, onProblem }: CardFormProps) {
  const [card, setCard] = useState<Card>({ number: '', expiry: '', cvc: '' });
  const [wrong, setWrong] = useState<Mistakes>({});
  const inputs = useRef<{ [field in Field]?: HTMLInputElement | null }>({});

  const show = (found: Mistakes) => {
    setWrong(found);
    const first = FIELDS.find((field) => found[field.name]);
    if (first) {
      inputs.current[first.name]?.focus();
    }
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = mistakes(card);
    show(found);
    if (Object.keys(found).length > 0) {
      return;
    }
    try {
      await pay(() => paymentMethod(card));
    } catch (failure) {
      if (failure instanceof Mistyped) {
        show(failure.mistakes);
      } else {
        onProblem(refusal(failure));
      }
    }
  };

  const tryCard = (number: string) => {
    setCard({ number, expiry: '12 / 34', cvc: '123' });
    setWrong({});
    inputs.current.number?.focus();
  };

  return (
    <>
      <form onSubmit={submit} noValidate>
        {FIELDS.map(({ name, label: words, autoComplete, example }) => (
          <div key={name} className={`field ${name}`}>
            <label htmlFor={name}>{words}</label>
            <input
              id={name}
              ref={(input) => {
                inputs.current[name] = input;
              }}
              inputMode="numeric"
              autoComplete={autoComplete}
              placeholder={example}
              value={card[name]}
              onChange={(event) => setCard({ ...card, [name]: event.target.value })}
              aria-invalid={wrong[name] !== undefined}
              aria-describedby={`${name}-problem`}
            />
            <p id={`${name}-problem`} className="problem">
              {wrong[name]}
            </p>
          </div>
        ))}
        <button type="submit" aria-disabled={busy}>
          {label}
        </button>
      </form>
      <aside aria-labelledby="cards-to-try">
        <h3 id="cards-to-try">Cards to try</h3>
        <ul>
          {TEST_CARDS.map(({ number, does }) => (
            <li key={number}>
              <button type="button" className="plain" onClick={() => tryCard(number)}>
                {number}
              </button>{' '}
              {does}
            </li>
          ))}
        </ul>
      </aside>
    </>
  );
}
