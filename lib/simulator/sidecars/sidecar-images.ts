import type { ImageSpec } from '../docker/images/image-store'
import type { SimulatedCommand } from '../machine/types'
import { earlierKind } from './earlier-sidecars'
import { earlier, type SidecarAge, today } from './sidecar-age'
import { type SidecarFeature, type SidecarKind, sidecarKinds } from './sidecar-kinds'
import { sidecarProgram } from './sidecar-program'
import { stubOf } from './stub'

/** A container has systemd's client and no systemd. */
const systemctl: SimulatedCommand = {
  name: 'systemctl',
  run: (args) =>
    args[0] === 'is-system-running'
      ? { stdout: 'offline\n', exitCode: 1 }
      : {
          stderr:
            "System has not been booted with systemd as init system (PID 1). Can't operate.\nFailed to connect to bus: Host is down\n",
          exitCode: 1,
        },
}

function image(kind: SidecarKind, age: SidecarAge, tags: readonly string[]): ImageSpec {
  const { feature } = kind
  const files = kind.branches.flatMap((branch) =>
    [true, false].flatMap((v1) =>
      kind.files({ branch, v1, env: { CONTAINER_CHECKER_SYNC_ENABLED: 'true' } }),
    ),
  )
  return {
    tags: tags.map((tag) => `docker-${feature}-sidecar:${tag}`),
    sizeBytes: 281_000_000 + feature.length * 1_100_000,
    entrypoint: ['/usr/local/bin/supervisord'],
    commands: [systemctl],
    files: {
      ...Object.fromEntries(files.map(({ source, content }) => [source, content])),
      ...stubOf(kind, age, files),
    },
    program: sidecarProgram(kind, age),
  }
}

/** The sidecars' images on a device: today's, and those of earlier days. */
export const sidecarImages = (buildVersion: string): readonly ImageSpec[] =>
  (Object.keys(sidecarKinds) as SidecarFeature[]).flatMap((feature) => [
    image(sidecarKinds[feature], today, ['latest', buildVersion]),
    ...Object.entries(earlier[feature]).map(([tag, age]) =>
      image(earlierKind(feature, age), age, [tag]),
    ),
  ])
