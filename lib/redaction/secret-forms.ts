/** What stands in place of a secret. */
export const mask = '***'

/** A part of a text, up to the character before `to`. */
export interface Span {
  readonly from: number
  readonly to: number
}

const privateKey = /-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----[\s\S]*?(?:-----END \1-----|$)/g

/** Base64 of a text that begins with `-----BEGIN `, also wrapped. */
const encodedPem = /LS0tLS1CRUdJTi[A-Za-z0-9+/=]*(?:\s+[A-Za-z0-9+/=]{16,})*/g

/** What goes before a secret, which is the last group. */
const afterWords: readonly RegExp[] = [
  // Fields of a kubeconfig, in YAML or JSON.
  /((?<![\w-])(?:client-key-data|id-token|refresh-token|client-secret|token|password)["']?[ \t]*:[ \t]*["']?)([^\s"',}]{4,})/gi,
  /((?:proxy-)?authorization: *(?:bearer|basic) +)(\S+)/gi,
  /(\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@]+:)([^\s/@]+(?=@))/gi,
]

/** A JSON web token, such as a service account's; a token of `kubeadm join`. */
const tokens = [
  /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+/g,
  /(?<![\w.-])[a-z0-9]{6}\.[a-z0-9]{16}(?![\w.-])/g,
]

/** Every form below has one of these in it: most texts of a report have none, and are not searched seven times. */
const suspect = /[:.]/

/** Where private keys are, by their form, whoever they belong to: in PEM, and as base64 of that. */
export function keySpans(text: string): Span[] {
  const encoded = [...text.matchAll(encodedPem)].filter(([found]) =>
    Buffer.from(found, 'base64').toString('latin1').includes('PRIVATE KEY'),
  )
  return [...text.matchAll(privateKey), ...encoded].map(({ index, 0: found }) => ({
    from: index,
    to: index + found.length,
  }))
}

/** The text without tokens and passwords that can be told by their form, or by the words before them. */
export function withoutTokens(text: string): string {
  if (!suspect.test(text)) return text
  const words = afterWords.reduce(
    (clean, pattern) => clean.replace(pattern, (_, before: string) => before + mask),
    text,
  )
  return tokens.reduce((clean, pattern) => clean.replace(pattern, mask), words)
}
