import { root } from '../host/command'
import { type Condition, met, notYet } from '../wait/condition'
import { milliseconds } from '../wait/duration'
import { podControlSource, sidecarStub } from './sidecar-files'
import { type Sidecar } from './sidecar'

/**
 * How pod control reaches its pod's containers: by `docker`, since 2026-03-20 (BI#26267); before that by `kubectl`, as the
 * design paper has it, so that it deletes pods; and in between (2026-03-11, BI#25955) it deleted them by kubectl, but asked
 * the `kubelet` for them, which does not tell a node's own certificate.
 */
export type SidecarGeneration = 'docker' | 'kubectl' | 'kubelet'

/** Where telemetry's sidecar keeps clients in CONFIG_DB, and how. */
export interface ClientRecords {
  /** Its row `gnmi` says how clients are verified: that of telemetry since 2026-03-13 (BI#25962), that of gnmi before. */
  readonly table: 'TELEMETRY' | 'GNMI'
  readonly field: 'role' | 'role@'
  /** `list`: since 2026-05-13. Before that roles are one text; in between (`python`) a list is written as Python prints it. */
  readonly roles: 'list' | 'text' | 'python'
}

/** What a sidecar is, by the programs in its image: neither its tag nor the version of the device tells anything of it. */
export interface SidecarTraits {
  readonly generation: SidecarGeneration
  readonly clients: ClientRecords
  /** It leaves a DUT alone whose branch it has no files for, and says so. */
  readonly refusesBranches: boolean
}

const mark = '--'

/**
 * Met once the sidecar runs, with what it is. One of the first generations deletes its own pod when it has written its
 * scripts, and comes again.
 * @throws Error when its programs are of no generation that is known
 */
export const sidecarTraits = (sidecar: Sidecar): Condition<SidecarTraits> => ({
  description: `a sidecar of ${sidecar.feature} that runs, to see its generation`,
  hint: `docker ps -a --filter label=io.kubernetes.container.name=${sidecar.feature}-sidecar   (on ${sidecar.dut.name})`,
  everyMs: milliseconds(250),
  async check() {
    const { sidecar: id } = await sidecar.look()
    if (id === undefined) return notYet('no container of the sidecar runs')
    // The very first images have no pod control apart from the feature's script, which calls kubectl itself.
    const script = `cat ${podControlSource} 2> /dev/null || :; echo ${mark}; cat ${sidecarStub} 2> /dev/null || :`
    const { stdout, exitCode } = await sidecar.dut.attempt(root`docker exec ${id} sh -c ${script}`)
    if (exitCode !== 0) return notYet('the container of the sidecar has just ended')
    const [control = '', stub = ''] = stdout.split(`${mark}\n`)
    const generation = generationOf(control)
    return met({
      generation,
      clients: stub === '' ? usual(generation) : clientRecordsOf(stub),
      refusesBranches: stub.includes('Unsupported branch'),
    })
  },
})

function generationOf(podControl: string): SidecarGeneration {
  if (podControl.includes('docker restart')) return 'docker'
  if (podControl.includes(':10250')) return 'kubelet'
  if (podControl === '' || podControl.includes('kubectl')) return 'kubectl'
  throw new Error(
    `The sidecar's ${podControlSource} goes neither by docker nor by kubectl: it is of no generation that this suite knows. Next: see what its image is, and deploy one of SONiC's.`,
  )
}

/** Of a sidecar whose program cannot be read. */
const usual = (generation: SidecarGeneration): ClientRecords =>
  generation === 'docker'
    ? { table: 'TELEMETRY', field: 'role@', roles: 'list' }
    : { table: 'GNMI', field: 'role', roles: 'text' }

/** gnmi's and restapi's keep none; whatever is said of theirs is never asked for. */
function clientRecordsOf(stub: string): ClientRecords {
  const table = stub.includes('TELEMETRY|gnmi') ? 'TELEMETRY' : 'GNMI'
  if (stub.includes('apply-patch')) return { table, field: 'role@', roles: 'list' }
  return { table, field: 'role', roles: stub.includes('GNMI_CLIENT_CERTS') ? 'python' : 'text' }
}
