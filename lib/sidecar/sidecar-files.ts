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

/** The program of every sidecar, in its image: it names each file that it keeps on the DUT. */
export const sidecarStub = '/usr/bin/systemd_stub.py'

/** In the image; and until 2026-03-18 (gnmi: 2026-04-17) on the DUT, too: all sidecars shared one there (BI#26244, BI#26643). */
export const podControlSource = `${sourceFolders[0]}/k8s_pod_control.sh`

const podControls = (feature: SidecarFeature): readonly SidecarFile[] =>
  [`${sourceFolders[0]}/docker-${feature}-sidecar/k8s_pod_control.sh`, podControlSource].map(
    (path) => ({ path, source: 'k8s_pod_control.sh' }),
  )
const checker = { path: '/bin/container_checker', source: 'container_checker_*' }

/**
 * What sidecars of any age keep on the DUT, the feature's own script first, the one that a unit runs. Which of these one
 * keeps, it says itself. gnmi's checker is off unless asked for.
 */
export const sidecarFiles: Readonly<
  Record<SidecarFeature, readonly [SidecarFile, ...SidecarFile[]]>
> = {
  gnmi: [{ path: '/usr/local/bin/gnmi.sh', source: 'gnmi.sh' }, ...podControls('gnmi')],
  restapi: [
    { path: '/usr/bin/restapi.sh', source: 'restapi.sh' },
    ...podControls('restapi'),
    checker,
  ],
  telemetry: [
    { path: '/usr/local/bin/telemetry.sh', source: 'telemetry.sh' },
    ...podControls('telemetry'),
    checker,
    {
      path: '/usr/local/lib/python3.11/dist-packages/health_checker/service_checker.py',
      source: 'service_checker.py_*',
    },
  ],
}

export const unitFile = (feature: SidecarFeature): string =>
  `/lib/systemd/system/${feature}.service`

/** All that sidecars may write, whatever their feature and their age. */
export const sidecarPaths: readonly string[] = [
  ...new Set(Object.values(sidecarFiles).flatMap((files) => files.map(({ path }) => path))),
  ...sidecarFeatures.map((feature) => unitFile(feature)),
]

/** The feature's own script, which calls pod control once a sidecar has brought it. */
export const featureScript = (feature: SidecarFeature): string => sidecarFiles[feature][0].path

/**
 * Of those files the ones that a sidecar keeps whose program names these paths. Pod control has one place, and the shared
 * one is named by all, as its name in the image: it counts where there is no other. One that names none of them, as it is
 * built otherwise, is to keep those of today's.
 */
export function filesNamed(
  feature: SidecarFeature,
  paths: readonly string[],
): readonly SidecarFile[] {
  const known = sidecarFiles[feature]
  const [own = ''] = podControls(feature).map(({ path }) => path)
  const isNamed = known.some(({ path }) => paths.includes(path))
  return known.filter(({ path }) =>
    path === podControlSource
      ? isNamed && paths.includes(path) && !paths.includes(own)
      : !isNamed || paths.includes(path),
  )
}
