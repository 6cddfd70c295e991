import { isIP } from 'node:net'
import { z } from 'zod'
import { receiptClasses } from './receipt-classes'
import { registrySection } from './registry-section'

/**
 * The testbed file as it is written. Messages read "what is wrong; what to write instead". Defaults that
 * depend on other fields, and `${VAR}`, are load-testbed's business.
 */
const text = z.string().min(1, 'is empty; write a value, or leave the field out')
const port = z.int().min(1, portRange()).max(65_535, portRange())
const url = text
  .regex(/^https?:\/\/\S+$/, 'is no URL; write http://host:port or https://host:port')
  .regex(
    /^https?:\/\/[^/@]*(\/|$)/,
    'has a login in it, which every user of the vmhost would see; name a server that asks for none',
  )
const version = (example: string): z.ZodString =>
  text.regex(/^v\d+\.\d+\.\d+$/, `is no full version; write it like ${example}`)
const ip = text.refine((value) => isIP(value) > 0, 'is no IP address; names are not enough here')

const ssh = z.strictObject({
  host: text.optional().describe('Where the runner reaches it. Default: address'),
  port: port.default(22),
  user: text.describe('The login: root or any user that may use sudo'),
  identityFile: text.nullish().describe('A private key without passphrase, on the runner'),
  password: text.nullish().describe('Written as ${VAR}, so that it stays out of the file'),
  become: z
    .enum(['none', 'sudo', 'sudo-password'])
    .optional()
    .describe('How commands become root. Default: none for root, else sudo'),
  hostKey: z
    .enum(['verified', 'unverified'])
    .default('verified')
    .describe('unverified: whoever answers is believed; every run warns'),
})

const proxy = z.strictObject({
  http: url.nullish(),
  https: url.nullish(),
  no: z.array(text).default([]).describe('Addresses and networks reached without the proxy'),
})

const unarmed = z
  .boolean()
  .default(false)
  .describe('true: run there although it cannot put itself back when the runner dies')

const vmhost = z.strictObject({
  address: ip.describe('How the DUT reaches the API server, too'),
  ssh,
  unarmed,
  proxy: proxy.nullish(),
})

const dut = z.strictObject({
  name: text
    .regex(
      /^[a-zA-Z0-9]([a-zA-Z0-9.-]{0,61}[a-zA-Z0-9])?$/,
      'cannot be a node; letters, digits, - and . only, as `hostname` prints it on the DUT',
    )
    .describe("SONiC's hostname; the node is its lower case"),
  address: text.describe('How the vmhost reaches it'),
  ssh,
  unarmed,
})

const minikube = z.strictObject({
  version: version('v1.34.0').default('v1.34.0'),
  url: url.nullish().describe('Where to download the binary. Default: the release on GitHub'),
  sha256: text
    .regex(/^[0-9a-f]{64}$/, 'is no SHA-256; write its 64 lower-case hexadecimal digits')
    .nullish()
    .describe('Wins over the published checksum'),
  path: text
    .regex(/^\//, 'is not absolute; it is a path on the vmhost')
    .nullish()
    .describe('A binary installed on the vmhost, accepted by its `version`'),
})

const cluster = z.strictObject({
  kubernetes: version('v1.22.2').default('v1.22.2'),
  minikube: minikube.prefault({}),
  profile: text
    .regex(/^[a-z0-9][a-z0-9-]+$/, 'cannot be a profile; small letters, digits and - only')
    .default('kubesonic')
    .describe('Container, node, network and context are named after it'),
  apiPort: port.default(6443),
  api: z
    .strictObject({ host: text.nullish(), port: port.nullish() })
    .prefault({})
    .describe("The runner's view of the API server where it differs from the DUT's"),
  existing: z.boolean().default(false).describe("Use a matching cluster that isn't ours"),
  lifetime: z.enum(['run', 'keep']).default('run'),
  cache: z
    .enum(['keep', 'remove'])
    .default('keep')
    .describe("What becomes of minikube's downloads"),
})

const toleratedDifference = z.strictObject({
  machine: text.optional().describe("vmhost, or a DUT's name. Default: every machine"),
  class: z.enum(receiptClasses).describe('As the receipt names it'),
  item: text.describe('As the receipt names it; * stands for anything, ? for one character'),
  reason: text.describe('Why it does not matter; stands in the report'),
})

export const testbedSchema = z.strictObject({
  name: text,
  vmhost,
  duts: z.array(dut).min(1, 'is empty; a testbed has at least one DUT'),
  cluster: cluster.prefault({}),
  images: z
    .strictObject({
      pause: text.default('k8s.gcr.io/pause:3.5'),
      registry: text
        .nullish()
        .describe("Where the images of SONiC's containers come from: 10.250.0.1:5000"),
    })
    .prefault({}),
  templates: z
    .union([text, z.array(text)], 'is neither a folder nor a list of files')
    .default([])
    .describe('DaemonSet templates of your own: a folder, or a list of YAML files'),
  registry: registrySection
    .nullish()
    .describe('Where the DUT pulls images from; without it the @pull scenarios are skipped'),
  knownHosts: text.default('~/.ssh/known_hosts').describe('An OpenSSH known_hosts file'),
  lease: z
    .strictObject({
      seconds: z
        .int()
        .min(10, 'is too short; 10 at least')
        .default(120)
        .describe('How long after the last sign of life of a runner the DUTs put themselves back'),
    })
    .prefault({}),
  receipt: z
    .strictObject({
      tolerate: z
        .array(toleratedDifference)
        .default([])
        .describe('What may be otherwise after a run than before it'),
    })
    .prefault({}),
  simulator: z
    .strictObject({ control: text })
    .optional()
    .describe('Written by the simulated testbed only'),
})

/** A testbed file that follows the rules, not yet resolved against its folder and each other's fields. */
export type TestbedFile = z.infer<typeof testbedSchema>
export type SshSection = TestbedFile['vmhost']['ssh']

function portRange(): string {
  return 'is no port; write a number from 1 to 65535'
}
