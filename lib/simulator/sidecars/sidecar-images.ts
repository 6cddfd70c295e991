import type { ImageSpec } from '../docker/image-store'
import type { SimulatedCommand } from '../machine/types'
import type { SidecarGeneration } from './pod-control.sh'
import { sidecarKinds } from './sidecar-kinds'
import { sidecarProgram } from './sidecar-program'

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

const image = (
  feature: keyof typeof sidecarKinds,
  generation: SidecarGeneration,
  tags: readonly string[],
): ImageSpec => ({
  tags: tags.map((tag) => `docker-${feature}-sidecar:${tag}`),
  sizeBytes: 281_000_000 + feature.length * 1_100_000,
  command: ['/usr/local/bin/supervisord'],
  commands: [systemctl],
  files: sourcesOf(feature, generation),
  program: sidecarProgram(sidecarKinds[feature], generation),
})

/** What systemd_stub.py brings to the device, for every branch. */
const sourcesOf = (
  feature: keyof typeof sidecarKinds,
  generation: SidecarGeneration,
): Record<string, string> =>
  Object.fromEntries(
    sidecarKinds[feature].branches.flatMap((branch) =>
      [true, false].flatMap((v1) =>
        sidecarKinds[feature]
          .files({ branch, v1, generation, env: { CONTAINER_CHECKER_SYNC_ENABLED: 'true' } })
          .map(({ source, content }) => [source, content]),
      ),
    ),
  )

/** The sidecars' images on a device: today's, and of January 2026 those that go by kubectl. */
export const sidecarImages = (buildVersion: string): readonly ImageSpec[] =>
  (Object.keys(sidecarKinds) as (keyof typeof sidecarKinds)[]).flatMap((feature) => [
    image(feature, 'docker', ['latest', buildVersion]),
    image(feature, 'kubectl', ['20260110.01']),
  ])
