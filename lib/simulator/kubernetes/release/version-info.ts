import { kubernetesRelease, minorOf } from './kubernetes-release'

/** What a client of Kubernetes says it is, in this order. */
export interface VersionInfo {
  readonly major: string
  readonly minor: string
  readonly gitVersion: string
  readonly gitCommit: string
  readonly gitTreeState: string
  readonly buildDate: string
  readonly goVersion: string
  readonly compiler: string
  readonly platform: string
}

/** The recorded lab's clients were built from source. */
const ownBuilds: Readonly<Record<string, Partial<VersionInfo>>> = {
  'v1.20.2': {
    gitTreeState: 'archive',
    buildDate: '2026-11-23T07:58:56Z',
    goVersion: 'go1.19.8',
  },
}

/** The version that kubectl and kubeadm of that release print. */
export function versionInfo(gitVersion: string): VersionInfo {
  const { gitCommit, buildDate, goVersion } = kubernetesRelease(gitVersion)
  return {
    major: '1',
    minor: String(minorOf(gitVersion)),
    gitVersion,
    gitCommit,
    gitTreeState: 'clean',
    buildDate,
    goVersion,
    ...ownBuilds[gitVersion],
    compiler: 'gc',
    platform: 'linux/amd64',
  }
}

/** As Go prints such a struct. */
export const goText = (info: VersionInfo): string =>
  `version.Info{${Object.entries(info)
    .map(([key, value]) => `${key[0]?.toUpperCase()}${key.slice(1)}:"${value}"`)
    .join(', ')}}`
