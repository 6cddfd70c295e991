import { onEveryCluster } from '../seams/every-cluster'
import { aroundStore } from '../seams/store-writes'
import { aroundStateRow } from '../seams/rows'
import type { Simulation } from '../simulation/simulation'
import { caughtBy } from './mutant'
import { onDuts } from './on-duts'

const server = 'KUBERNETES_MASTER|SERVER'
const labels = 'KUBE_LABELS|SET'
const stateRow = (change: Parameters<typeof aroundStateRow>[2]) => (simulation: Simulation) =>
  onDuts(simulation, (dut) => aroundStateRow(dut, server, change))
const labelRow = (change: Parameters<typeof aroundStateRow>[2]) => (simulation: Simulation) =>
  onDuts(simulation, (dut) => aroundStateRow(dut, labels, change))

/** Bugs of ctrmgrd in what it tells: the databases, the node's labels, the node itself. */
export const ctrmgrdMutants = [
  ...caughtBy('join-and-disjoin.feature', 'Every join makes a new node', [
    {
      name: 'stale-node-on-rejoin',
      what: 'A DUT that joins again gets the node back that it had.',
      step: 'the node is another one than before',
      message: 'Received: 1',
      apply: (simulation) =>
        onEveryCluster(simulation, (cluster) => {
          const uids = new Map<string, string>()
          return aroundStore(cluster, 'nodes', (node) => {
            const { name, uid = '' } = node.metadata
            const known = uids.get(name) ?? uid
            uids.set(name, known)
            return { ...node, metadata: { ...node.metadata, uid: known } }
          })
        }),
    },
    {
      name: 'labels-lost-on-rejoin',
      from: 'join',
      what: 'Only the first join sets the labels of the node.',
      step: 'the node has the label "sonic_version"',
      message: 'no label sonic_version',
      apply: (simulation) => {
        let joins = 0
        return labelRow((fields) => (++joins > 1 ? undefined : fields))(simulation)
      },
    },
  ]),
  ...caughtBy(
    'node-readiness.feature',
    'The node carries the labels that tell one SONiC switch from another',
    [
      {
        name: 'labels-not-published',
        what: 'ctrmgrd sets no labels on the node.',
        from: 'join',
        step: 'the node has the label "sonic_version"',
        message: 'no label sonic_version',
        apply: labelRow(() => undefined),
      },
      {
        name: 'hwsku-label-missing',
        what: "The node's labels do not tell the hardware.",
        from: 'join',
        step: 'the node has the label "hwsku"',
        message: 'no label hwsku',
        apply: (simulation) => {
          // What an earlier join wrote would still be there.
          for (const { databases } of simulation.duts) databases.state.del([labels])
          return labelRow(({ hwsku: _, ...fields }) => fields)(simulation)
        },
      },
    ],
  ),
  ...caughtBy('server-status.feature', 'A joined DUT reports that it is connected', [
    {
      name: 'connected-never-written',
      what: 'STATE_DB never says that the DUT is connected.',
      from: 'join',
      step: 'says that the DUT is connected to the API server',
      message: 'connected false',
      apply: stateRow((fields) =>
        fields['connected'] === 'true' ? { ...fields, connected: 'false' } : fields,
      ),
    },
    {
      name: 'state-db-names-another-server',
      what: 'STATE_DB names another API server than the one that was joined.',
      from: 'join',
      step: 'CONFIG_DB, STATE_DB and "show kube server status" name the same API server',
      message: '10.99.0.1',
      apply: stateRow((fields) => ({ ...fields, ip: '10.99.0.1' })),
    },
  ]),
  ...caughtBy('server-status.feature', 'A disjoined DUT reports that it is not connected', [
    {
      name: 'connected-never-taken-back',
      what: 'STATE_DB says that a DUT which has left is still connected.',
      step: 'says that the DUT is not connected',
      message: 'connected true',
      apply: stateRow(({ connected, ...fields }) =>
        connected === 'false' ? fields : { ...fields, ...(connected && { connected }) },
      ),
    },
    {
      name: 'disjoin-forgets-the-row',
      from: 'join',
      what: 'ctrmgrd deletes the row that asked for the cluster when it leaves.',
      step: 'CONFIG_DB asks for the API server, disabled',
      message: 'toMatchObject',
      apply: (simulation) =>
        onDuts(simulation, ({ databases }) =>
          databases.state.subscribe((key) => {
            if (key === server && databases.state.hget(key, 'connected') === 'false')
              databases.config.del([server])
          }),
        ),
    },
  ]),
  ...caughtBy('server-outage.feature', 'A short outage changes nothing on the DUT', [
    {
      name: 'connected-lost-at-outage',
      what: 'ctrmgrd takes the connection back as soon as the API server does not answer.',
      from: 'step',
      step: 'says that the DUT is connected to the API server',
      message: 'connected false',
      apply: (simulation) =>
        onDuts(simulation, ({ databases }) => {
          databases.state.hset(server, { connected: 'false' })
          return () => databases.state.hset(server, { connected: 'true' })
        }),
    },
    {
      name: 'node-anew-after-outage',
      what: 'A DUT that could not reach the API server joins anew, under another node.',
      from: 'step',
      step: 'the node is still the same one',
      message: 'Expected: "',
      apply: (simulation) =>
        onEveryCluster(simulation, (cluster) =>
          aroundStore(cluster, 'nodes', (node) =>
            node.metadata.name.startsWith('vlab')
              ? {
                  ...node,
                  metadata: { ...node.metadata, uid: '00000000-0000-4000-8000-000000000000' },
                }
              : node,
          ),
        ),
    },
  ]),
]
