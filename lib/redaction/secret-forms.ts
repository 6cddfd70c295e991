/** What stands in place of a secret. */
export const mask = '***'

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
const suspect = /[:.]|-----BEGIN |LS0tLS1CRUdJTi/

/** The text without secrets that can be told by their form, whoever they belong to. */
export function withoutSecretForms(text: string): string {
  if (!suspect.test(text)) return text
  const keys = text
    .replace(privateKey, mask)
    .replace(encodedPem, (found) =>
      Buffer.from(found, 'base64').toString('latin1').includes('PRIVATE KEY') ? mask : found,
    )
  const words = afterWords.reduce(
    (clean, pattern) => clean.replace(pattern, (_, before: string) => before + mask),
    keys,
  )
  return tokens.reduce((clean, pattern) => clean.replace(pattern, mask), words)
}
