import { type FieldPath } from '../../testbed/mistakes'
import { type DaemonSetManifest } from './manifest-schema'

type Report = (path: FieldPath, what: string) => void

const pod = ['spec', 'template', 'spec'] as const

/** What the API server refuses although every field is well formed. */
export function checkManifestRelations(manifest: DaemonSetManifest, report: Report): void {
  const { selector, template } = manifest.spec
  for (const [key, value] of Object.entries(selector.matchLabels))
    if (template.metadata.labels?.[key] !== value)
      report(
        ['spec', 'selector', 'matchLabels', key],
        `selects pods by ${key}=${value}, which the template's pods do not carry; add it to spec.template.metadata.labels`,
      )
  checkContainers(template.spec, report)
}

function checkContainers(
  spec: DaemonSetManifest['spec']['template']['spec'],
  report: Report,
): void {
  const volumes = new Set(spec.volumes?.map(({ name }) => name))
  const seen = new Set<string>()
  for (const kind of ['initContainers', 'containers'] as const)
    spec[kind]?.forEach(({ name, volumeMounts = [] }, index) => {
      const path = [...pod, kind, index]
      if (seen.has(name))
        report([...path, 'name'], `is "${name}" twice; every container has its own`)
      seen.add(name)
      volumeMounts.forEach((mount, i) => {
        if (!volumes.has(mount.name))
          report(
            [...path, 'volumeMounts', i, 'name'],
            `is "${mount.name}", which is no volume of the pod; add it to spec.template.spec.volumes`,
          )
      })
    })
}
