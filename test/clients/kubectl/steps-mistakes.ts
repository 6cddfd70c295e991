import { type Step } from './step'

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
  {
    run: 'kubectl get ds nosuch',
    code: 1,
    stderr: 'Error from server (NotFound): daemonsets.apps "nosuch" not found\n',
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
  {
    run: 'kubectl get pods --watch --request-timeout=1s nosuch',
    code: 1,
    stderr: /pods "nosuch" not found/,
  },
  { run: 'kubectl describe pod nosuch', code: 1, stderr: /pods "nosuch" not found/ },
  { run: 'kubectl delete ds nosuch', code: 1, stderr: /daemonsets\.apps "nosuch" not found/ },
  { run: 'kubectl label node nosuch a=b', code: 1, stderr: /nodes "nosuch" not found/ },
  {
    run: 'kubectl label node vlab-01 a=-b',
    code: 1,
    stderr: /Invalid value: "-b"|invalid label value/,
  },
  { run: 'kubectl logs nosuch', code: 1, stderr: /pods "nosuch" not found/ },
  {
    run: 'kubectl rollout status ds/nosuch',
    code: 1,
    stderr: /daemonsets\.apps "nosuch" not found/,
  },
  {
    run: 'kubectl wait --for=condition=Ready node/nosuch --timeout=1s',
    code: 1,
    stderr: /nodes "nosuch" not found/,
  },
  {
    run: 'kubectl wait --for=condition=Nosuch node/vlab-01 --timeout=1s',
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
  { run: 'kubectl apply -f misspelt.yaml', code: 1, stderr: /unknown field "(spec\.)?seletor"/ },
  {
    run: 'kubectl apply -f nosuch.yaml',
    code: 1,
    stderr: /the path "nosuch\.yaml" does not exist/,
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
  { run: 'kubectl --kubeconfig=broken get nodes', code: 1, stderr: /error loading config file/ },
  {
    run: 'kubectl --context=nosuch get nodes',
    code: 1,
    stderr: /context "nosuch" does not exist|context was not found for specified context: nosuch/,
  },
  {
    run: 'kubectl --kubeconfig=stranger get nodes',
    code: 1,
    stderr: /Unauthorized|You must be logged in|nodes is forbidden: User "system:anonymous"/,
  },
  { run: 'kubectl top node', code: 1, stderr: /Metrics API not available/ },
  { run: 'kubectl exec -n kube-system etcd-kubesonic -- true', code: 1, stderr: /./ },
]
