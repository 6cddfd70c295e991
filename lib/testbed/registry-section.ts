import { z } from 'zod'
import { whatIsWrongWithImage } from './image-reference'
import { type FieldPath } from './mistakes'

/** The user name that goes with a short-lived token (Azure Container Registry's convention). */
const TOKEN_USER = '00000000-0000-0000-0000-000000000000'

const text = z.string().min(1, 'is empty; write a value, or leave the field out')
const port = 'is no port; write a number from 1 to 65535'

/** What a testbed file says of the registry that the DUT pulls from. */
export const registrySection = z.strictObject({
  host: text
    .regex(
      /^(https?:\/\/)?[a-zA-Z\d][a-zA-Z\d.-]*(:\d{1,5})?$/,
      'is no registry; write host or host:port, as images are named after it',
    )
    .describe('host:port, as images are named after it; http:// before it where it has no TLS'),
  insecure: z
    .boolean()
    .default(false)
    .describe('true: plain HTTP, or any certificate, will do; the DUT is told so for the run'),
  ca: text.nullish().describe('PEM file on the runner: who has signed its certificate'),
  user: text.default(TOKEN_USER).describe('Whose name goes with the token'),
  tokenCommand: text
    .nullish()
    .describe(
      'Run on the runner by sh, in the folder of this file; prints a token, or JSON with one (az acr login --expose-token)',
    ),
  image: text.describe('repository:tag that is in this registry only, and does nothing: for @pull'),
  proxy: z
    .strictObject({
      port: z.int().min(1, port).max(65_535, port).default(3129),
      install: z
        .boolean()
        .default(false)
        .describe('true: tinyproxy is installed there for the run where it is missing'),
    })
    .nullable()
    .prefault({})
    .describe('Of the forward proxy on the vmhost; null: the DUT reaches the registry itself'),
})

export type RegistrySection = z.infer<typeof registrySection>

/** What no field of it can say by itself. */
export function checkRegistry(
  registry: RegistrySection,
  report: (path: FieldPath, what: string) => void,
): void {
  const { host, insecure, image, ca } = registry
  if (host.startsWith('http://') && !insecure)
    report(
      ['registry', 'host'],
      'has no TLS: whatever is pulled could be replaced on the way; write insecure: true beside it, or name one with TLS',
    )
  if (insecure && ca)
    report(['registry', 'ca'], 'has no say where insecure is true; leave one of the two out')
  const wrong = whatIsWrongWithImage(`${withoutScheme(host)}/${image}`)
  if (wrong !== undefined) report(['registry', 'image'], `${wrong}; here without the registry`)
  else if (!/:[^/]+$/.test(image)) report(['registry', 'image'], 'has no tag; write repository:tag')
}

const withoutScheme = (host: string): string => host.replace(/^https?:\/\//, '')
