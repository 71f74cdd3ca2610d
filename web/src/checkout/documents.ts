import { graphql, type ResultOf } from '../graphql/graphql.ts';

const ORDER_FIELDS = graphql(`
  fragment OrderFields on Order {
    id
    status
    cancelReason
    expiresAt
    price {
      amount
      currency
    }
    ticket {
      title
    }
    charge {
      status
      failureCode
      clientSecret
    }
  }
`);

export const LOOK = graphql(
  `
  query Look($id: ID!) {
    me {
      email
    }
    order(id: $id) {
      ...OrderFields
    }
  }
`,
  [ORDER_FIELDS],
);

export const WATCH = graphql(
  `
  subscription Watch($id: ID!) {
    orderChanged(id: $id) {
      ...OrderFields
    }
  }
`,
  [ORDER_FIELDS],
);

export const PAY = graphql(`
  mutation Pay($input: PayOrderInput!) {
    payOrder(input: $input) {
      status
      clientSecret
    }
  }
`);

export const SIGN_IN = graphql(`
  mutation SignIn($input: CredentialsInput!) {
    signIn(input: $input) {
      user {
        email
      }
    }
  }
`);

export type Order = ResultOf<typeof ORDER_FIELDS>;
