import { type Answer, EXAMPLES, type Example, Kept, type Variables } from './examples.ts';

const KEY = 'ticketing-examples';

type Known = { [name: string]: unknown };

/** What answers gave that other examples need; kept, so that it survives a reload. */
function known(): Known {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') as Known;
  } catch {
    return {};
  }
}

/** Keeps of an answer what other examples need. */
export function remember(operation: string | null | undefined, variables: Variables, data: Answer) {
  const example = EXAMPLES.find((candidate) => candidate.name === operation);
  if (!example?.keeps || !data || Object.values(data).some((field) => field === null)) {
    return;
  }
  const kept = example.keeps(data, variables);
  localStorage.setItem(KEY, JSON.stringify({ ...known(), ...kept }));
}

/** An example's variables as JSON; what is not known yet is empty, and said where it comes from. */
export function filled(example: Example): string {
  const have = known();
  const entries = Object.entries(example.variables());
  if (entries.length === 0) {
    return '';
  }
  const lines = entries.map(([name, value], at) => {
    const comma = at < entries.length - 1 ? ',' : '';
    if (!(value instanceof Kept)) {
      return `  ${JSON.stringify(name)}: ${JSON.stringify(value)}${comma}`;
    }
    const found = have[value.name];
    const hint = found === undefined ? ` // run "${value.from}" first` : '';
    return `  ${JSON.stringify(name)}: ${JSON.stringify(found ?? '')}${comma}${hint}`;
  });
  return `{\n${lines.join('\n')}\n}\n`;
}
