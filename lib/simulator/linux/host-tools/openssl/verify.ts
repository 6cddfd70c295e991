import { X509Certificate } from 'node:crypto'
import { absolute } from '../../../file-system/paths'
import type { CommandContext, CommandOutput } from '../../../machine/types'
import { OpensslOptions } from './options'
import { nameText, readCertificate } from './x509'

/** `openssl verify [-CAfile FILE] CERTIFICATE…`: signed by one of those, and valid by the machine's clock. */
export function verify(args: readonly string[], context: CommandContext): CommandOutput {
  const options = new OpensslOptions(args, ['CAfile', 'CApath', 'untrusted', 'purpose'], ['verbose', 'partial_chain', 'no-CApath'])
  const file = options.value('CAfile')
  const path = file === undefined ? undefined : absolute(context.cwd, file)
  if (path !== undefined && !context.fs.exists(path))
    return { stderr: `Error loading file ${file}\n`, exitCode: 1 }
  const authorities = path === undefined ? [] : certificatesIn(context.fs.readText(path))
  const intermediate = options.value('untrusted')
  const chain = intermediate === undefined ? [] : certificatesIn(context.fs.readText(absolute(context.cwd, intermediate)))
  let [stdout, stderr, exitCode] = ['', '', 0]
  for (const name of options.words) {
    const read = readCertificate(name, context)
    if (!(read instanceof X509Certificate)) return { ...read, exitCode: 2 }
    const wrong = whyNotTrusted(read, authorities, chain, context.machine.clock.now())
    if (wrong === undefined) stdout += `${name}: OK\n`
    else {
      stderr += `${nameText(read.subject)}\nerror ${wrong.number} at ${wrong.depth} depth lookup: ${wrong.words}\nerror ${name}: verification failed\n`
      exitCode = 2
    }
  }
  return { stdout, stderr, exitCode }
} // prettier-ignore

/** All certificates of a PEM file. */
export const certificatesIn = (text: string): X509Certificate[] =>
  (text.match(/-----BEGIN CERTIFICATE-----[^]*?-----END CERTIFICATE-----/g) ?? []).map(
    (each) => new X509Certificate(each),
  )

/** OpenSSL's number of a fault, how far up the chain it is, and its words. */
export interface Mistrust {
  readonly number: number
  readonly depth: number
  readonly words: string
}

/** Undefined for a certificate that is good. */
export function whyNotTrusted(
  certificate: X509Certificate,
  authorities: readonly X509Certificate[],
  chain: readonly X509Certificate[],
  now: number,
  depth = 0,
): Mistrust | undefined {
  const wrong = (number: number, words: string): Mistrust => ({ number, depth, words })
  const selfSigned = certificate.checkIssued(certificate)
  const trusted = authorities.find((each) => certificate.checkIssued(each) && certificate.verify(each.publicKey))
  const between = trusted ? undefined : chain.find((each) => certificate.checkIssued(each) && certificate.verify(each.publicKey))
  if (between && depth < 5) return whyNotTrusted(between, authorities, chain, now, depth + 1)
  if (!trusted) return selfSigned ? wrong(18, 'self-signed certificate') : wrong(20, noIssuer)
  if (Date.parse(certificate.validTo) < now) return wrong(10, 'certificate has expired')
  if (Date.parse(certificate.validFrom) > now) return wrong(9, 'certificate is not yet valid')
  return undefined
} // prettier-ignore

export const noIssuer = 'unable to get local issuer certificate'
