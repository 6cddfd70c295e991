/** One release of minikube: what decides which Kubernetes it runs (minikube pkg/minikube/constants). */
export interface MinikubeRelease {
  readonly version: string
  readonly commit: string
  readonly kicbase: string
  readonly newest: string
  readonly oldest: string
}

export const minikubeReleases: readonly MinikubeRelease[] = [
  release('v1.34.0', '210b148df93a80eb872ecbeb7e35281b3c582c61', 'v0.0.45', 'v1.31.0', 'v1.20.0'),
  release('v1.36.0', 'f8f52f5de11fc6ad8244afac475e1d0f96841df1', 'v0.0.47', 'v1.33.1', 'v1.20.0'),
  release('v1.37.0', '65318f4cfff9c12cc87ec9eb8f4cdd57b25047f3', 'v0.0.48', 'v1.34.0', 'v1.28.0'),
]

/** Below zero when `a` is the older version. */
export function compareVersions(a: string, b: string): number {
  const parts = (version: string): number[] =>
    version.replace(/^v/, '').split(/[.-]/).slice(0, 3).map(Number)
  const [x, y] = [parts(a), parts(b)]
  return x.map((part, i) => part - (y[i] ?? 0)).find((difference) => difference !== 0) ?? 0
}

function release(
  version: string,
  commit: string,
  kicbase: string,
  newest: string,
  oldest: string,
): MinikubeRelease {
  return { version, commit, kicbase, newest, oldest }
}
