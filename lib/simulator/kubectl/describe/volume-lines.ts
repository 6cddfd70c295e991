interface Named {
  readonly name?: string
  readonly secretName?: string
  readonly optional?: boolean
}

export interface DescribedVolume {
  readonly name: string
  readonly secret?: Named
  readonly configMap?: Named
  readonly hostPath?: { readonly path: string; readonly type?: string }
  readonly emptyDir?: { readonly medium?: string; readonly sizeLimit?: string }
  readonly projected?: { readonly sources?: readonly ProjectedSource[] }
}

interface ProjectedSource {
  readonly serviceAccountToken?: { readonly expirationSeconds?: number }
  readonly configMap?: Named
  readonly secret?: Named
  readonly downwardAPI?: object
}

/** `Volumes:` of a pod, or of a template where `space` stands before each line. */
export function volumeLines(volumes: readonly DescribedVolume[] | undefined, space = ''): string {
  if (!volumes?.length) return `${space}Volumes:\t<none>\n`
  const indent = space === '' ? '  ' : '   '
  return `${space}Volumes:\n${volumes.map((volume) => `${indent}${volume.name}:\n${sourceLines(volume)}`).join('')}`
}

function sourceLines({
  secret,
  configMap,
  hostPath,
  emptyDir,
  projected,
}: DescribedVolume): string {
  if (secret)
    return lines(
      ['Type', 'Secret (a volume populated by a Secret)'],
      ['SecretName', secret.secretName ?? ''],
      ['Optional', String(secret.optional ?? false)],
    )
  if (configMap)
    return lines(
      ['Type', 'ConfigMap (a volume populated by a ConfigMap)'],
      ['Name', configMap.name ?? ''],
      ['Optional', String(configMap.optional ?? false)],
    )
  if (hostPath)
    return lines(
      ['Type', 'HostPath (bare host directory volume)'],
      ['Path', hostPath.path],
      ['HostPathType', hostPath.type ?? ''],
    )
  if (emptyDir)
    return lines(
      ['Type', "EmptyDir (a temporary directory that shares a pod's lifetime)"],
      ['Medium', emptyDir.medium ?? ''],
      ['SizeLimit', emptyDir.sizeLimit ?? '<unset>'],
    )
  if (projected)
    return lines(
      ['Type', 'Projected (a volume that contains injected data from multiple sources)'],
      ...(projected.sources ?? []).flatMap(projectedLines),
    )
  return '    <unknown>\n'
}

function projectedLines(source: ProjectedSource): [string, string][] {
  const { serviceAccountToken, configMap, secret, downwardAPI } = source
  if (serviceAccountToken)
    return [['TokenExpirationSeconds', String(serviceAccountToken.expirationSeconds ?? 3600)]]
  if (configMap)
    return [
      ['ConfigMapName', configMap.name ?? ''],
      ['ConfigMapOptional', String(configMap.optional ?? '<nil>')],
    ]
  if (secret)
    return [
      ['SecretName', secret.name ?? ''],
      ['SecretOptionalName', String(secret.optional ?? '<nil>')],
    ]
  return downwardAPI ? [['DownwardAPI', 'true']] : []
}

const lines = (...facts: readonly (readonly [string, string])[]): string =>
  facts.map(([name, value]) => `    ${name}:\t${value}\n`).join('')
