/** What an example's variables are, with `keep('name')` for what an earlier answer gave. */
export type Variables = { [name: string]: unknown };

/** Stands in variables for what another example's answer gave. */
export class Kept {
  constructor(
    readonly name: string,
    readonly from: string,
  ) {}
}

export interface Example {
  /** The operation's name, which the tab shows. */
  readonly name: string;
  readonly title: string;
  readonly about: string;
  readonly query: string;
  readonly variables: () => Variables;
  /** What later examples need of the answer, by the name that they know it by. */
  readonly keeps?: (data: Answer, variables: Variables) => { [name: string]: unknown };
}

export interface Group {
  readonly title: string;
  readonly examples: readonly Example[];
}

// biome-ignore lint/suspicious/noExplicitAny: an answer of any document
export type Answer = any;

/** What stands in the first tab. */
export const WELCOME = `# Ticketing's API.
# Open an example on the left, and
# run it: the button, or Ctrl-Enter.
# What can be asked: see the book.
`;

const PASSWORD = 'correct horse battery';

const random = (who: string) => `${who}-${crypto.randomUUID().slice(0, 8)}@example.com`;

const signUp = (name: string, title: string, who: 'seller' | 'buyer', about: string): Example => ({
  name,
  title,
  about,
  query: `mutation ${name}($email: String!, $password: String!) {
  signUp(input: { email: $email, password: $password }) {
    user {
      id
      email
    }
    expiresAt
  }
}
`,
  variables: () => ({ email: random(who), password: PASSWORD }),
  keeps: (_data, variables) => ({ [`${who}Email`]: variables.email }),
});

const signIn = (name: string, title: string, who: 'seller' | 'buyer', from: string): Example => ({
  name,
  title,
  about: `The ${who} again: the browser's cookie is exchanged.`,
  query: `mutation ${name}($email: String!, $password: String!) {
  signIn(input: { email: $email, password: $password }) {
    user {
      id
      email
    }
  }
}
`,
  variables: () => ({ email: new Kept(`${who}Email`, from), password: PASSWORD }),
});

const lock = (name: string, title: string, ticket: string, about: string): Example => ({
  name,
  title,
  about,
  query: `mutation ${name}($ticketId: ID!) {
  createOrder(input: { ticketId: $ticketId }) {
    id
    status
    expiresAt
    price {
      amount
      currency
    }
  }
}
`,
  variables: () => ({ ticketId: new Kept(ticket, 'List tickets') }),
  keeps: (data, variables) => ({
    [`${ticket}Order`]: data.createOrder.id,
    orderId: data.createOrder.id,
    ticketId: variables.ticketId,
  }),
});

const pay = (
  name: string,
  title: string,
  ticket: string,
  from: string,
  card: string,
  about: string,
): Example => ({
  name,
  title,
  about,
  query: `mutation ${name}($orderId: ID!, $card: String!) {
  payOrder(input: { orderId: $orderId, paymentMethodId: $card }) {
    status
    amount {
      amount
      currency
    }
    clientSecret
    failureCode
  }
}
`,
  variables: () => ({ orderId: new Kept(`${ticket}Order`, from), card }),
});

const watch = (
  name: string,
  title: string,
  field: string,
  kept: 'orderId' | 'ticketId',
  selection: string,
  about: string,
): Example => ({
  name,
  title,
  about,
  query: `subscription ${name}($id: ID!) {
  ${field}(id: $id) {
${selection}
  }
}
`,
  variables: () => ({ id: new Kept(kept, kept === 'orderId' ? 'Lock a ticket' : 'List tickets') }),
});

export const GROUPS: readonly Group[] = [
  {
    title: 'Sell',
    examples: [
      signUp('SignUpToSell', 'Sign up to sell', 'seller', 'Signs this browser in as a new seller.'),
      {
        name: 'ListTickets',
        title: 'List tickets',
        about:
          'Four of them: one to pay, one each for 3-D Secure, a declined card and a change of mind.',
        query: `mutation ListTickets {
  tosca: createTicket(input: { title: "Tosca, row 3", price: { amount: 12050 } }) {
    id
    title
    status
  }
  norma: createTicket(input: { title: "Norma, row 5", price: { amount: 7800 } }) {
    id
  }
  aida: createTicket(input: { title: "Aida, row 1", price: { amount: 9900 } }) {
    id
  }
  carmen: createTicket(input: { title: "Carmen, row 9", price: { amount: 4200 } }) {
    id
  }
}
`,
        variables: () => ({}),
        keeps: (data) => ({
          tosca: data.tosca.id,
          norma: data.norma.id,
          aida: data.aida.id,
          carmen: data.carmen.id,
          ticketId: data.tosca.id,
        }),
      },
      {
        name: 'Search',
        title: 'Search',
        about: 'By words in the title, best match first. Needs nobody signed in.',
        query: `query Search($search: String!) {
  tickets(search: $search, first: 5) {
    nodes {
      id
      title
      status
      price {
        amount
        currency
      }
      seller {
        id
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
`,
        variables: () => ({ search: 'tosca' }),
      },
    ],
  },
  {
    title: 'Buy',
    examples: [
      signUp(
        'SignUpToBuy',
        'Sign up to buy',
        'buyer',
        'Another user: nobody buys a ticket of their own.',
      ),
      lock('Lock', 'Lock a ticket', 'tosca', 'Nobody else can buy it for 15 minutes.'),
      pay(
        'Pay',
        'Pay by card',
        'tosca',
        'Lock a ticket',
        'pm_card_visa',
        "With one of Stripe's test cards.",
      ),
    ],
  },
  {
    title: '3-D Secure',
    examples: [
      lock(
        'LockForBank',
        'Lock another ticket',
        'norma',
        'To be paid with a card whose bank asks.',
      ),
      pay(
        'PayAskedByBank',
        'Pay: the bank asks',
        'norma',
        'Lock another ticket',
        'pm_card_threeDSecure2Required',
        'Answers with a clientSecret: the buyer’s browser asks the bank with it.',
      ),
      {
        name: 'AfterTheBank',
        title: 'After the bank',
        about: 'Once the bank was answered, the money is taken.',
        query: `query AfterTheBank($orderId: ID!) {
  order(id: $orderId) {
    status
    charge {
      status
      clientSecret
    }
    ticket {
      title
      status
    }
  }
}
`,
        variables: () => ({ orderId: new Kept('normaOrder', 'Lock another ticket') }),
      },
    ],
  },
  {
    title: 'Declined, and given back',
    examples: [
      lock('LockForDecline', 'Lock a third', 'aida', 'To be paid with a card that is declined.'),
      pay(
        'PayDeclined',
        'Pay: declined',
        'aida',
        'Lock a third',
        'pm_card_chargeDeclined',
        'Refused with PAYMENT_DECLINED; the order is cancelled and the ticket free again.',
      ),
      lock('LockToCancel', 'Lock a fourth', 'carmen', 'To be given back.'),
      {
        name: 'Cancel',
        title: 'Cancel',
        about: 'Gives the ticket back.',
        query: `mutation Cancel($orderId: ID!) {
  cancelOrder(id: $orderId) {
    id
    status
    cancelReason
  }
}
`,
        variables: () => ({ orderId: new Kept('carmenOrder', 'Lock a fourth') }),
      },
    ],
  },
  {
    title: 'Watch',
    examples: [
      watch(
        'WatchOrder',
        'Watch an order',
        'orderChanged',
        'orderId',
        `    status
    cancelReason
    expiresAt
    charge {
      status
    }`,
        'As it stands, then each change, until you stop it. Lock, pay or cancel in another window.',
      ),
      watch(
        'WatchTicket',
        'Watch a ticket',
        'ticketChanged',
        'ticketId',
        `    title
    status
    lockedUntil
    price {
      amount
      currency
    }`,
        'Needs nobody signed in.',
      ),
    ],
  },
  {
    title: 'Look back',
    examples: [
      {
        name: 'History',
        title: 'My orders',
        about: "The caller's, newest first.",
        query: `query History {
  orders(first: 10) {
    nodes {
      id
      status
      cancelReason
      createdAt
      price {
        amount
        currency
      }
      ticket {
        title
        status
      }
      charge {
        status
        failureCode
      }
    }
  }
}
`,
        variables: () => ({}),
      },
    ],
  },
  {
    title: 'Sessions',
    examples: [
      {
        name: 'Me',
        title: 'Who am I?',
        about: 'Null when signed out.',
        query: `query Me {
  me {
    id
    email
  }
}
`,
        variables: () => ({}),
      },
      signIn('SignInToSell', 'Sign in to sell', 'seller', 'Sign up to sell'),
      signIn('SignInToBuy', 'Sign in to buy', 'buyer', 'Sign up to buy'),
      {
        name: 'SignOut',
        title: 'Sign out',
        about: 'Ends the session everywhere.',
        query: `mutation SignOut {
  signOut
}
`,
        variables: () => ({}),
      },
    ],
  },
];

export const EXAMPLES: readonly Example[] = GROUPS.flatMap((group) => group.examples);
