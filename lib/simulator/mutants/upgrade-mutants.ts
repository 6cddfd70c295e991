import type { PodContainer } from '../kubernetes/objects'
import type { Dut } from '../dut/dut'
import { decorate } from '../seams/decorate'
import { aroundStateRow } from '../seams/rows'
import type { Simulation } from '../simulation/simulation'
import { type End, endAll } from '../switches/switchable'
import { caughtBy } from './mutant'

const feature = 'container-upgrade.feature'
const row = 'FEATURE|snmp'
const labels = 'KUBE_LABELS|SET'

type Change = Parameters<typeof aroundStateRow>[2]

/** What is written into the feature's row is something else. */
const rowSays =
  (change: Change) =>
  ({ duts }: Simulation) =>
    endAll(duts.map((dut) => aroundStateRow(dut, row, change)))

/** The kubelet makes a container of another image than it was asked for, and tells nobody. */
const madeOf = (change: (image: string) => string) => (simulation: Simulation) =>
  endAll(
    simulation.duts.map(({ docker }) =>
      decorate(
        docker,
        'createContainer',
        (create) =>
          (pod, container: PodContainer, ...rest) =>
            create(pod, { ...container, image: change(container.image) }, ...rest),
      ),
    ),
  )

/** Nor is it any more where it was. */
function withoutLabel(dut: Dut): End {
  const { state } = dut.databases
  const label = (value: string): void => void state.hset(labels, { snmp_enabled: value })
  label('false')
  const end = aroundStateRow(dut, labels, (fields) =>
    'snmp_enabled' in fields ? { ...fields, snmp_enabled: 'false' } : fields,
  )
  return () => {
    end()
    label('true')
  }
}

/** Bugs of the hand-over of a feature: of `container`, `container_startup.py`, ctrmgrd and the kubelet. */
export const upgradeMutants = [
  ...caughtBy(feature, 'snmp goes to 20261102.01, on to 20261103.01, and back, on SONiC any', [
    {
      name: 'remote-state-never-running',
      what: 'STATE_DB never says that the container of Kubernetes runs: remote_state stays ready.',
      step: 'goes from local to kube',
      message: 'remote_state ready',
      apply: rowSays(({ remote_state: state, ...fields }) =>
        state === 'running' || state === undefined ? fields : { ...fields, remote_state: state },
      ),
    },
    {
      name: 'local-container-survives-the-hand-over',
      what: 'Docker does not stop the local container, and says that it did: both run.',
      step: 'goes from local to kube',
      message: 'local container runs',
      apply: ({ duts }) =>
        endAll(
          duts.map(({ docker }) =>
            decorate(docker, 'stop', (stop) => async (container, grace) => {
              if (container.spec.name !== 'snmp') await stop(container, grace)
            }),
          ),
        ),
    },
    {
      name: 'feature-label-never-set',
      what: "The feature's label is never true: Kubernetes has no reason to run it there.",
      step: 'goes from local to kube',
      message: 'label enabled=false',
      apply: ({ duts }) => endAll(duts.map(withoutLabel)),
    },
    {
      name: 'kube-container-without-id',
      what: 'container_startup.py does not find its container, as under cgroup v2: STATE_DB has no id of it.',
      step: 'goes from local to kube',
      message: 'no id of the container that Kubernetes runs',
      apply: rowSays((fields) =>
        fields['current_owner'] === 'kube' ? { ...fields, container_id: '' } : fields,
      ),
    },
    {
      name: 'rolled-pod-keeps-its-image',
      what: 'After a roll the pod and STATE_DB name the new version, and the container is of the old image.',
      step: 'snmp 20261103.01 is what runs',
      message: "the container's image on the DUT: wanted",
      apply: madeOf((image) => image.replace('20261103.01', '20261102.01')),
    },
  ]),
  ...caughtBy(feature, "A version that cannot be had falls back to the DUT's own image", [
    {
      name: 'fallback-never-comes',
      what: 'A feature that waits for Kubernetes in vain never gets its local container back.',
      step: 'goes from kube to local',
      message: 'local container does not run',
      apply: rowSays((fields) => (fields['remote_state'] === 'none' ? undefined : fields)),
    },
    {
      name: 'container-version-stale',
      what: 'STATE_DB keeps the version that Kubernetes ran when the local container is back.',
      step: "the DUT's own snmp is what runs",
      message: 'found 20261102.01',
      apply: rowSays(({ container_version: version, ...fields }) =>
        fields['current_owner'] === 'local' || version === undefined
          ? fields
          : { ...fields, container_version: version },
      ),
    },
  ]),
]
