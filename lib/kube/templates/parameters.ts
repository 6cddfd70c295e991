import { z } from 'zod'
import {
  absolutePath,
  environmentName,
  image,
  labels,
  objectName,
  quantity,
  shortName,
  text,
} from './kubernetes-forms'

const volume = z.preprocess(
  fromDockersForm,
  z.strictObject({
    hostPath: absolutePath,
    mountPath: absolutePath,
    readOnly: z.boolean().default(false),
  }),
)

const quantities = z.partialRecord(z.enum(['cpu', 'memory', 'ephemeral-storage']), quantity)

/** What a DaemonSet is made of. Messages read "what is wrong; what to write instead". */
export const parametersSchema = z.strictObject({
  name: objectName.optional().describe("the DaemonSet's name"),
  namespace: shortName.default('default').describe('where it lives'),
  image: image.optional().describe('the image; without a tag or digest, the version is its tag'),
  version: text.optional().describe('what the image calls its own version: IMAGE_VERSION'),
  container: shortName.optional().describe("the container's name. Default: the DaemonSet's"),
  runtimeOwner: z
    .enum(['kube', 'local'])
    .optional()
    .describe('RUNTIME_OWNER: kube takes part in the hand-over of a feature, local does not'),
  nodeSelector: labels.default({}).describe('labels that a node must have'),
  labels: labels.optional().describe('of its pods. Default: raw_container_name=<container>'),
  hostNetwork: z.boolean().default(true).describe('false: never runs on a DUT, which has no CNI'),
  hostPID: z.boolean().default(false).describe("sees the host's processes"),
  privileged: z.boolean().default(false).describe('may do to the host whatever root may'),
  volumes: z.array(volume).default([]).describe('folders of the host: /on/host:/in/container[:ro]'),
  env: z.record(environmentName, z.string()).default({}).describe('more environment variables'),
  pullPolicy: z
    .enum(['Always', 'IfNotPresent', 'Never'])
    .default('IfNotPresent')
    .describe('Always, IfNotPresent (the default) or Never'),
  pullSecret: objectName.optional().describe("the secret with the registry's login"),
  resources: z
    .strictObject({ requests: quantities.optional(), limits: quantities.optional() })
    .default({})
    .describe('requests and limits of cpu, memory, ephemeral-storage'),
  readiness: z
    .array(text)
    .min(1, 'is empty; write the words of a command')
    .optional()
    .describe('a command in the container: exit 0 makes the pod Ready'),
  updateStrategy: z
    .enum(['RollingUpdate', 'OnDelete'])
    .default('RollingUpdate')
    .describe('RollingUpdate (the default) or OnDelete'),
})

/** As they are written: what has a default, or no place in the template, may be left out. */
export type DaemonSetParameters = z.input<typeof parametersSchema>
type Checked = z.output<typeof parametersSchema>

/** Those without a default: a template that has a place for one cannot do without. */
export const sample: DaemonSetParameters = {
  name: 'sample',
  image: 'sample:1',
  version: '1',
  container: 'sample',
  runtimeOwner: 'kube',
  labels: { sample: '' },
  pullSecret: 'sample',
  readiness: ['true'],
}

/** May be left out, with the field that they stand alone in. */
export const dispensable: ReadonlySet<string> = new Set([
  ...['nodeSelector', 'resources', 'env', 'volumes', 'volumeMounts'],
  ...['imagePullSecrets', 'readinessProbe'],
])

/**
 * What stands for each `${placeholder}` of a template, and from which parameters it is made. Undefined where nothing was
 * asked for: the field that it stands in is left out.
 */
export const placeholders: Readonly<
  Record<string, { from: readonly (keyof Checked)[]; value(given: Checked): unknown }>
> = {
  ...Object.fromEntries(
    (Object.keys(parametersSchema.shape) as (keyof Checked)[]).map((key) => [
      key,
      { from: [key], value: (given: Checked) => given[key] },
    ]),
  ),
  image: { from: ['image', 'version'], value: ({ image, version }) => tagged(image, version) },
  container: { from: ['container', 'name'], value: (given) => containerOf(given) },
  labels: {
    from: ['labels'],
    value: (given) => given.labels ?? rawContainerName(containerOf(given)),
  },
  nodeSelector: { from: ['nodeSelector'], value: ({ nodeSelector }) => unlessEmpty(nodeSelector) },
  resources: { from: ['resources'], value: ({ resources }) => unlessEmpty(resources) },
  env: {
    from: ['env', 'runtimeOwner', 'version'],
    value: (given) => unlessEmpty(environment(given)),
  },
  volumes: { from: ['volumes'], value: ({ volumes }) => unlessEmpty(hostVolumes(volumes)) },
  volumeMounts: { from: ['volumes'], value: ({ volumes }) => unlessEmpty(mounts(volumes)) },
  imagePullSecrets: {
    from: ['pullSecret'],
    value: ({ pullSecret }) => (pullSecret === undefined ? undefined : [{ name: pullSecret }]),
  },
  readinessProbe: {
    from: ['readiness'],
    value: ({ readiness }) => readiness && { exec: { command: readiness }, periodSeconds: 2 },
  },
}

const containerOf = ({ container, name }: Checked): string | undefined => container ?? name

/** SONiC's own tools know a feature's pods by this label. */
const rawContainerName = (container: string | undefined): Record<string, string> | undefined =>
  container === undefined ? undefined : { raw_container_name: container }

const tagged = (name: string | undefined, version: string | undefined): string | undefined =>
  name === undefined || version === undefined || /[:@][^/]*$/.test(name)
    ? name
    : `${name}:${version}`

function environment({ env, runtimeOwner, version }: Checked): { name: string; value: string }[] {
  const all = {
    ...(runtimeOwner && { RUNTIME_OWNER: runtimeOwner }),
    ...(version && { IMAGE_VERSION: version }),
    ...env,
  }
  return Object.entries(all).map(([name, value]) => ({ name, value }))
}

type Volumes = Checked['volumes']

const hostVolumes = (volumes: Volumes): { name: string; hostPath: { path: string } }[] =>
  [...new Set(volumes.map(({ hostPath }) => hostPath))].map((path) => ({
    name: volumeName(path),
    hostPath: { path },
  }))

const mounts = (volumes: Volumes): { name: string; mountPath: string; readOnly?: true }[] =>
  volumes.map(({ hostPath, mountPath, readOnly }) => ({
    name: volumeName(hostPath),
    mountPath,
    ...(readOnly && { readOnly }),
  }))

/** `/var/run/redis` becomes `var-run-redis`. */
const volumeName = (path: string): string =>
  path
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(-63)
    .replace(/^-+/, '') || 'root'

const unlessEmpty = <T extends object>(value: T): T | undefined =>
  Object.keys(value).length === 0 ? undefined : value

/** `docker run -v` writes them so. */
function fromDockersForm(value: unknown): unknown {
  if (typeof value !== 'string') return value
  const [hostPath, mountPath, mode, ...more] = value.split(':')
  const known = more.length === 0 && (mode === undefined || mode === 'ro' || mode === 'rw')
  return known ? { hostPath, mountPath, readOnly: mode === 'ro' } : value
}
