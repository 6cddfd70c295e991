import type { ListedDifference } from '../../../lib/simulator/testing/difference-list'

/** All that is left. An entry that a recording has no need of fails the test. */
export const listedDifferences: readonly ListedDifference[] = [
  {
    recordings: ['044'],
    lines: /minikube skips various|"docker" driver should not be used|stdout - $|% Total/,
    why: 'The lab’s minikube was a stand-in that wrote its warnings to stdout and wrapped curl; the real one writes them to stderr, as the twin does.',
  },
  {
    recordings: ['045'],
    lines: /./,
    why: 'The log of `kubeadm init` is a file of the stand-in; the real minikube keeps none on the vmhost.',
  },
  {
    recordings: ['056'],
    lines: /stderr [-+] The connection to the server \S+ was refused/,
    why: 'The stand-in’s kubeconfig names control-plane.minikube.internal, the real minikube’s the node’s address.',
  },
  {
    recordings: ['057'],
    lines: /exit code|kubelet: (Stopped|Running)/,
    why: 'In the lab the kubelet of the control plane was stopped as well; here the API server alone refuses. The bits of the exit code are those of minikube’s source.',
  },
  {
    recordings: ['012'],
    lines: /./,
    why: 'The twin has no openssl: a certificate is read by ssh clients and by the suite, never on the machines.',
  },
  {
    recordings: ['009', '029'],
    lines:
      /stdout [-+] .*(managedFields|fieldsV1|fieldsType|f:|k:|"?\."?: \{\}|manager: |operation: |time: |apiVersion: )/,
    why: 'Managed fields are told less finely, and the YAML writer of the twin’s kubectl quotes the key ".".',
  },
  {
    recordings: ['021', '022', '061', '062'],
    lines: /(kubelet|systemd)\[<pid>\]:|stdout - {2}\S|-- No entries --/,
    why: 'The kubelet’s own log has its turning points only: no line a second about the missing manifests directory, no reflectors, no stack traces of Go.',
  },
  {
    recordings: ['042'],
    lines: /kubelet_node_status\.go:447/,
    why: 'At a quicker pace a status tick falls between the node’s deletion and the kubelet’s end.',
    sometimes: true,
  },
  {
    recordings: ['023'],
    lines: /stdout [-+] minikube {2}Ready/,
    why: 'The lab’s control plane ran on the vmhost itself, not in minikube’s container.',
  },
  {
    recordings: ['023', '053'],
    lines: /Machine ID|System UUID|Boot ID/,
    why: 'Another machine has another identity.',
  },
  {
    recordings: ['023', '053'],
    lines: /Normal {2}NodeAllocatableEnforced {2}<age>/,
    why: 'kubectl orders events by the second, and the next one may begin between two that belong together.',
    sometimes: true,
  },
  {
    recordings: ['023', '053'],
    lines: /Taints: {2}|node\.kubernetes\.io\/(not-ready|unreachable):No/,
    why: 'The taint controller’s delays pass quicker than the commands are typed.',
    sometimes: true,
  },
  {
    recordings: ['028'],
    lines: /./,
    why: 'docker inspect has the fields that people and scripts ask for, not all of them.',
  },
  {
    recordings: ['031'],
    lines: /[01]\/1 {2}Terminating/,
    why: 'What took the real kubelet a second has happened before the command is typed.',
    sometimes: true,
  },
  {
    recordings: ['035'],
    lines: /ErrImagePull|ImagePullBackOff|Back-off pulling image|Pulling image|Failed to pull/,
    why: 'Between the look and the commands the back-off has begun.',
    sometimes: true,
  },
  {
    recordings: ['036'],
    lines: /pod\/|daemonset\/|node\/|ErrImagePull|ImagePullBackOff/,
    why: 'The events of everything that had been done in the lab, much of it not among these recordings.',
  },
  {
    recordings: ['019'],
    lines: /_run_command: out:.*see this node join the cluster/,
    why: 'rsyslog keeps the blank line at the end of kubeadm’s output, journald drops it; the twin has one text.',
  },
  {
    recordings: ['018', '019', '020', '043'],
    lines: /Received message|on_config_update/,
    why: 'How many of the CLI’s four writes ctrmgrd sees one by one is chance.',
    sometimes: true,
  },
  {
    recordings: ['011', '073'],
    lines: /key=(snmp|telemetry)|\('(snmp|telemetry)'/,
    why: 'Redis answers the keys of a table in no order.',
    sometimes: true,
  },
]
