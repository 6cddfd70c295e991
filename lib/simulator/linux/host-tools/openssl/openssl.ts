import type { CommandContext, CommandOutput } from '../../../machine/types'
import { req } from './req'
import { base64, dgst, key, rand, version } from './small'
import { sClient } from './s-client'
import { verify } from './verify'
import { x509 } from './x509'

type Verb = (
  args: readonly string[],
  context: CommandContext,
) => CommandOutput | Promise<CommandOutput>

const verbs: Readonly<Record<string, Verb>> = {
  x509, verify, req, rand, dgst, base64, version, s_client: sClient, rsa: key, pkey: key, ec: key,
  sha256: (args, context) => dgst(['-sha256', ...args], context),
} // prettier-ignore

/** What the real one has and the twin does not: a gap in the simulation, not a mistake of the caller. */
const others =
  /^(ca|genrsa|genpkey|enc|pkcs12|pkcs8|crl|ocsp|s_server|s_time|speed|passwd|ciphers|asn1parse|cms|smime|md5|ecparam|rehash|list|prime)$/

/** OpenSSL 3.0's `openssl`, as far as people look at keys and certificates with it. */
export function openssl(
  [name = '', ...args]: readonly string[],
  context: CommandContext,
): CommandOutput | Promise<CommandOutput> {
  const verb = verbs[name]
  if (verb) return verb(args, context)
  if (others.test(name))
    context.machine.reportUnknown(`openssl ${name}`, `openssl ${name} ${args.join(' ')}`)
  return { stderr: `Invalid command '${name}'; type "help" for a list.\n`, exitCode: 1 }
}
