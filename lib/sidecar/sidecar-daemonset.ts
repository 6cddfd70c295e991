import { Deployment } from '../kube/deployment'
import { type Placement } from '../kube/templates/of-the-run'
import { type TemplateCatalogue } from '../kube/templates/template-catalogue'
import { type SidecarFeature } from './sidecar-files'

/** The namespace that pod control and the health checkers look into. */
export const SIDECAR_NAMESPACE = 'sonic'

export interface SidecarPods {
  /** Of the feature's own container. */
  readonly image: string
  readonly sidecarImage: string
  /** For the sidecar, such as TELEMETRY_CLIENT_CERT_VERIFY_ENABLED. */
  readonly env?: Readonly<Record<string, string>>
}

/** Seconds between two syncs: SONiC's own 900 are long to watch. */
const syncInterval = '20'

/** The images that SONiC devices are built with (facts §2.4); telemetry's sidecar must have been pulled. */
export const sidecarImages = (feature: SidecarFeature): SidecarPods => ({
  image: `${feature === 'restapi' ? 'docker' : 'docker-sonic'}-${feature}:latest`,
  sidecarImage: `docker-${feature}-sidecar:latest`,
})

/** A feature with its sidecar, as SONiC deploys it: from the template `sidecar`. Nothing is sent yet. */
export function sidecarDeployment(
  kube: ConstructorParameters<typeof Deployment>[0],
  placement: Placement,
  templates: TemplateCatalogue,
  feature: SidecarFeature,
  { image, sidecarImage, env }: SidecarPods = sidecarImages(feature),
): Deployment {
  const shared = ['/dev/log', '/etc/sonic', '/var/run/redis']
  return new Deployment(
    kube,
    placement,
    templates.get('sidecar'),
    {
      name: feature,
      namespace: SIDECAR_NAMESPACE,
      image,
      hostPID: true,
      privileged: true,
      volumes: shared.map((path) => ({ hostPath: path, mountPath: path })),
      env: { IS_V1_ENABLED: 'false', SYNC_INTERVAL_S: syncInterval, ...env },
      updateStrategy: 'OnDelete',
    },
    { sidecarImage },
  )
}
