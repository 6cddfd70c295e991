import { newest, type Step } from './step'

/** Looking at what is there. */
export const reading: readonly Step[] = [
  {
    run: 'kubectl wait --for=condition=Ready node --all --timeout=20s',
    stdout: 'node/kubesonic condition met\nnode/vlab-01 condition met\n',
  },
  { run: 'kubectl version', stdout: /Server Version: .*v1\.2\d\.\d/ },
  { run: 'kubectl api-versions', stdout: /^apps\/v1$[^]*^policy\/v1(beta1)?$[^]*^v1$/m },
  { run: 'kubectl api-resources', stdout: /^daemonsets +ds +apps\/v1 +true +DaemonSet$/m },
  { run: 'kubectl get --raw /healthz', stdout: 'ok' },
  { run: 'kubectl get nodes', stdout: /^NAME +STATUS +ROLES +AGE +VERSION\n/ },
  { run: 'kubectl get no -o wide', stdout: /^vlab-01 +Ready +<none> .* 10\.250\.0\.101 +<none> /m },
  { run: 'kubectl get nodes -o name', stdout: 'node/kubesonic\nnode/vlab-01\n' },
  { run: 'kubectl get node vlab-01 -o yaml', stdout: /^apiVersion: v1\nkind: Node\nmetadata:\n/ },
  {
    run: `kubectl get nodes -o jsonpath='{range .items[*]}{.metadata.name}{"\\n"}{end}'`,
    stdout: 'kubesonic\nvlab-01\n',
  },
  {
    run: `kubectl get node vlab-01 -o jsonpath='{.status.conditions[?(@.type=="Ready")].status}'`,
    stdout: 'True',
  },
  {
    run: 'kubectl get nodes -o custom-columns=N:.metadata.name,IP:.status.addresses[0].address',
    stdout: /^N +IP\nkubesonic +192\.168\.49\.2\nvlab-01 +10\.250\.0\.101\n$/,
  },
  {
    run: `kubectl get nodes -l 'kubernetes.io/hostname notin (vlab-01)' -o name`,
    stdout: 'node/kubesonic\n',
  },
  { run: 'kubectl get nodes -l nosuch=label', stderr: 'No resources found\n', stdout: '' },
  { run: 'kubectl get pods -A -o wide', stdout: /^NAMESPACE +NAME +READY +STATUS .* NODE/ },
  {
    run: 'kubectl get pods -A --field-selector spec.nodeName=kubesonic,status.phase=Running -o name',
    stdout: /pod\/kube-apiserver-kubesonic/,
  },
  { run: 'kubectl get pods', stderr: 'No resources found in default namespace.\n', stdout: '' },
  { run: 'kubectl get all -A', stdout: /pod\/kube-apiserver-kubesonic/ },
  { run: 'kubectl get nodes,ns', stdout: /node\/vlab-01[^]*namespace\/kube-system/ },
  { run: 'kubectl get cm -n kube-public cluster-info -o json', stdout: /"kubeconfig"/ },
  { run: 'kubectl get svc', stdout: /^kubernetes +ClusterIP +10\.96\.0\.1 +<none> +443\/TCP/m },
  {
    run: 'kubectl get events -A',
    stdout: /^NAMESPACE +LAST SEEN +TYPE +REASON +OBJECT +MESSAGE\n/,
  },
  { run: 'kubectl get lease -n kube-node-lease vlab-01', stdout: /^vlab-01 +vlab-01 /m },
  { run: 'kubectl get csr', stderr: 'No resources found\n' },
  {
    run: 'kubectl get roles,rolebindings -n kube-public',
    stdout: /kubeadm:bootstrap-signer-clusterinfo/,
  },
  {
    run: 'kubectl describe node vlab-01',
    stdout: /^Name: +vlab-01\n[^]*^Conditions:\n[^]*Ready +True/m,
  },
  { run: 'kubectl describe ns default', stdout: /^Status: +Active$/m },
  {
    run: 'kubectl explain ds.spec.template.spec.containers.image',
    stdout: /image <string>|FIELD: image/,
  },
  { run: 'kubectl auth can-i delete nodes', stdout: 'yes\n' },
  { run: 'kubectl get nodes --chunk-size=1 -o name', stdout: 'node/kubesonic\nnode/vlab-01\n' },
  { run: 'kubectl events', stdout: /Node\/vlab-01/, kubectl: [26, newest] },
]
