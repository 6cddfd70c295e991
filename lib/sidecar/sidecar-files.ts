export const sidecarFeatures = ['gnmi', 'restapi', 'telemetry'] as const
/** Features that SONiC has a sidecar for. */
export type SidecarFeature = (typeof sidecarFeatures)[number]

/** A file that a sidecar keeps on the DUT. */
export interface SidecarFile {
  readonly path: string
  /** Its name in the sidecar's image, in one of `sourceFolders`; `*` stands for the DUT's branch. */
  readonly source: string
}

/** Where the sidecars' images have pod control, and all else that they bring (BI dockers/docker-*-sidecar/Dockerfile.j2). */
export const sourceFolders = ['/usr/share/sonic/scripts', '/usr/share/sonic/systemd_scripts']

/** In the image. */
export const podControlSource = `${sourceFolders[0]}/k8s_pod_control.sh`

export const podControl = (feature: SidecarFeature): string =>
  `/usr/share/sonic/scripts/docker-${feature}-sidecar/k8s_pod_control.sh`

const control = (feature: SidecarFeature): SidecarFile => ({
  path: podControl(feature),
  source: 'k8s_pod_control.sh',
})
const checker = { path: '/bin/container_checker', source: 'container_checker_*' }

/** The feature's own script first, the one that a unit runs. gnmi's checker is off unless asked for. */
export const sidecarFiles: Readonly<Record<SidecarFeature, readonly SidecarFile[]>> = {
  gnmi: [{ path: '/usr/local/bin/gnmi.sh', source: 'gnmi.sh' }, control('gnmi')],
  restapi: [{ path: '/usr/bin/restapi.sh', source: 'restapi.sh' }, control('restapi'), checker],
  telemetry: [
    { path: '/usr/local/bin/telemetry.sh', source: 'telemetry.sh' },
    control('telemetry'),
    checker,
    {
      path: '/usr/local/lib/python3.11/dist-packages/health_checker/service_checker.py',
      source: 'service_checker.py_*',
    },
  ],
}
