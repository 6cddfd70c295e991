import { newest, type Step } from './step'

/** Mistakes, and what they are answered with. */
export const mistakes: readonly Step[] = [
  {
    run: 'kubectl get nosuch',
    code: 1,
    stderr: `error: the server doesn't have a resource type "nosuch"\n`,
  },
  {
    run: 'kubectl get node nosuch',
    code: 1,
    stderr: 'Error from server (NotFound): nodes "nosuch" not found\n',
    stdout: '',
  },
  { run: 'kubectl get node nosuch --ignore-not-found', stdout: '', stderr: '' },
  {
    run: 'kubectl get pods --field-selector spec.nosuch=x',
    code: 1,
    stderr: /field label not supported: spec\.nosuch/,
  },
  {
    run: `kubectl get pods -l 'a in'`,
    code: 1,
    stderr: /unable to parse requirement|found '', expected: '\('/,
  },
  { run: 'kubectl delete ds nosuch', code: 1, stderr: /daemonsets\.apps "nosuch" not found/ },
  { run: 'kubectl label node nosuch a=b', code: 1, stderr: /nodes "nosuch" not found/ },
  {
    run: 'kubectl label node vlab-01 a=-b',
    code: 1,
    stderr: /a valid label must be an empty string or consist of alphanumeric characters/,
  },
  {
    run: 'kubectl wait --for=condition=Nosuch node/vlab-01 --timeout=200ms',
    code: 1,
    stderr: /timed out waiting for the condition/,
  },
  {
    run: 'kubectl create -f missing-namespace.yaml',
    code: 1,
    stderr: /namespaces "nosuch" not found/,
  },
  {
    run: 'kubectl apply -f mismatched.yaml',
    code: 1,
    stderr: /`selector` does not match template `labels`/,
  },
  {
    run: 'kubectl apply -f misspelt.yaml',
    code: 1,
    stderr:
      /unknown field "seletor" in io\.k8s\.api\.apps\.v1\.DaemonSetSpec|ValidationError\(DaemonSet\.spec\): unknown field "seletor"/,
    cluster: [20, 24],
  },
  {
    run: 'kubectl apply -f misspelt.yaml',
    code: 1,
    stderr:
      'Error from server (BadRequest): error when creating "misspelt.yaml": DaemonSet in version "v1" cannot be handled as a DaemonSet: strict decoding error: unknown field "spec.seletor"\n',
    cluster: [25, newest],
  },
  {
    run: 'kubectl create -f misspelt.yaml --validate=warn --dry-run=server',
    stdout: 'daemonset.apps/misspelt created (server dry run)\n',
    stderr: 'Warning: unknown field "spec.seletor"\n',
    cluster: [25, newest],
    kubectl: [25, newest],
  },
  {
    run: 'kubectl apply -f foreign.yaml',
    code: 1,
    stderr: /no matches for kind "Gadget" in version "example\.com\/v1"/,
  },
  {
    run: 'kubectl --server=https://127.0.0.1:1 get nodes',
    code: 1,
    stderr:
      /The connection to the server 127\.0\.0\.1:1 was refused - did you specify the right host or port\?/,
  },
  {
    run: 'kubectl --kubeconfig=other-ca get nodes',
    code: 1,
    stderr: /x509: certificate signed by unknown authority/,
  },
  {
    run: 'kubectl --kubeconfig=nosuch get nodes',
    code: 1,
    stderr: /nosuch: no such file or directory/,
  },
  {
    run: 'kubectl --kubeconfig=stranger get nodes',
    code: 1,
    stderr: /^error: You must be logged in to the server \(Unauthorized\)\n$/m,
  },
  { run: 'kubectl top node', code: 1, stderr: /Metrics API not available/ },
]
