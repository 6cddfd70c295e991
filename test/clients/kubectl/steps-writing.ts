import { newest, type Step } from './step'

/** Labels, annotations and taints of a node. */
export const labelling: readonly Step[] = [
  { run: 'kubectl label node vlab-01 rack=r1', stdout: 'node/vlab-01 labeled\n' },
  {
    run: 'kubectl label node vlab-01 rack=r1',
    kubectl: [20, 25],
    code: 1,
    stderr: /already has a value \(r1\), and --overwrite is false/,
  },
  {
    run: 'kubectl label node vlab-01 rack=r2',
    code: 1,
    stderr: /'rack' already has a value \(r1\), and --overwrite is false/,
  },
  { run: 'kubectl label node vlab-01 rack=r2 --overwrite', stdout: 'node/vlab-01 labeled\n' },
  {
    run: 'kubectl label node vlab-01 rack=r2 --overwrite',
    stdout: /node\/vlab-01 (not labeled|labeled)\n/,
  },
  { run: 'kubectl get nodes -l rack=r2 -o name', stdout: 'node/vlab-01\n' },
  { run: 'kubectl label node vlab-01 rack-', stdout: /node\/vlab-01 (un)?labeled\n/ },
  {
    run: 'kubectl label node vlab-01 rack-',
    stdout: /label "rack" not found\.\nnode\/vlab-01 not labeled\n/,
  },
  {
    run: 'kubectl label nodes --all pool=lab',
    stdout: 'node/kubesonic labeled\nnode/vlab-01 labeled\n',
  },
  { run: 'kubectl label nodes -l pool=lab pool-', stdout: /^(node\/\S+ (un)?labeled\n){2}$/ },
  {
    run: 'kubectl label node vlab-01 x=y --dry-run=server',
    stdout: 'node/vlab-01 labeled\n',
    kubectl: [20, 20],
  },
  {
    run: 'kubectl label node vlab-01 x=y --dry-run=server',
    stdout: 'node/vlab-01 labeled (server dry run)\n',
    kubectl: [21, newest],
  },
  { run: 'kubectl get nodes -l x=y', stderr: 'No resources found\n' },
  { run: 'kubectl annotate node vlab-01 owner=lab', stdout: 'node/vlab-01 annotated\n' },
  {
    run: 'kubectl annotate node vlab-01 owner=other --overwrite',
    stdout: 'node/vlab-01 annotated\n',
  },
  { run: 'kubectl annotate node vlab-01 owner-', stdout: 'node/vlab-01 annotated\n' },
  { run: 'kubectl taint node vlab-01 lab=busy:NoSchedule', stdout: 'node/vlab-01 tainted\n' },
  {
    run: 'kubectl taint node vlab-01 lab=busy:NoSchedule',
    code: 1,
    stderr: /already has .*taint.* with same effect/,
  },
  {
    run: 'kubectl taint node vlab-01 lab=idle:NoSchedule --overwrite',
    stdout: 'node/vlab-01 modified\n',
  },
  { run: 'kubectl describe node vlab-01 | grep Taints', stdout: /lab=idle:NoSchedule/ },
  { run: 'kubectl taint node vlab-01 lab:NoSchedule-', stdout: 'node/vlab-01 untainted\n' },
  {
    run: 'kubectl taint node vlab-01 lab:NoSchedule-',
    code: 1,
    stderr: /taint "lab:NoSchedule" not found/,
  },
  {
    run: 'kubectl taint node vlab-01 lab=x:Sometimes',
    code: 1,
    stderr: /invalid taint effect: Sometimes/,
  },
]

/** Objects made, changed and compared. */
export const applying: readonly Step[] = [
  { run: 'kubectl create ns lab', stdout: 'namespace/lab created\n' },
  {
    run: 'kubectl create ns lab',
    code: 1,
    stderr: 'Error from server (AlreadyExists): namespaces "lab" already exists\n',
  },
  {
    run: 'kubectl create ns lab --dry-run=client -o yaml | kubectl apply -f -',
    stdout: 'namespace/lab configured\n',
  },
  {
    run: 'kubectl create cm settings --from-literal=a=1 --from-literal=b=2',
    stdout: 'configmap/settings created\n',
  },
  { run: 'kubectl get cm settings -o jsonpath={.data.b}', stdout: '2' },
  { run: 'kubectl create cm bytes --from-file=blob', stdout: 'configmap/bytes created\n' },
  { run: 'kubectl get cm bytes -o jsonpath={.binaryData.blob} | base64 -d | cmp - blob' },
  {
    run: 'kubectl create secret generic key --from-literal=p=s3cret',
    stdout: 'secret/key created\n',
  },
  { run: 'kubectl get secret key -o jsonpath={.data.p} | base64 -d', stdout: 's3cret' },
  {
    run: 'kubectl create secret docker-registry pull --docker-server=r:5000 --docker-username=u --docker-password=p',
    stdout: 'secret/pull created\n',
  },
  { run: 'kubectl create sa robot', stdout: 'serviceaccount/robot created\n' },
  {
    run: 'kubectl delete cm/settings cm/bytes secret/key secret/pull sa/robot',
    stdout: /^(.* deleted.*\n){5}$/,
  },

  { run: 'kubectl diff -f map.yaml', code: 1, stdout: /^\+ {2}name: map$/m },
  { run: 'kubectl apply -f map.yaml', stdout: 'configmap/map created\n' },
  { run: 'kubectl apply -f map.yaml', stdout: 'configmap/map unchanged\n' },
  { run: 'kubectl diff -f map.yaml', stdout: '' },
  { run: 'kubectl diff -f map-changed.yaml', code: 1, stdout: /^- {2}a: "1"$[^]*^- {2}b: "2"$/m },
  { run: 'kubectl apply -f map-changed.yaml', stdout: 'configmap/map configured\n' },
  { run: 'kubectl get cm map -o jsonpath={.data}', stdout: '{"a":"3"}' },
  { run: 'kubectl apply view-last-applied cm/map', stdout: /a: "3"/ },
  {
    run: `kubectl patch cm map --type=merge -p '{"data":{"c":"5"}}'`,
    stdout: 'configmap/map patched\n',
  },
  {
    run: `kubectl patch cm map --type=merge -p '{"data":{"c":"5"}}'`,
    stdout: 'configmap/map patched (no change)\n',
  },
  {
    run: `kubectl patch cm map --type=json -p '[{"op":"remove","path":"/data/c"}]'`,
    stdout: 'configmap/map patched\n',
  },
  {
    run: `kubectl patch cm map --type=json -p '[{"op":"test","path":"/data/a","value":"9"}]'`,
    code: 1,
    stderr: 'The request is invalid\n',
    kubectl: [20, 20],
  },
  {
    run: `kubectl patch cm map --type=json -p '[{"op":"test","path":"/data/a","value":"9"}]'`,
    code: 1,
    stderr:
      'The request is invalid: the server rejected our request due to an error in our request\n',
    kubectl: [21, newest],
  },
  { run: `kubectl patch cm map -p '{"data":{"d":"seven"}}'`, stdout: 'configmap/map patched\n' },
  {
    run: 'kubectl get cm map -o yaml | sed s/seven/eight/ | kubectl replace -f -',
    stdout: 'configmap/map replaced\n',
  },
  { run: `kubectl get cm map -o jsonpath={.data.d}`, stdout: 'eight' },
  {
    run: `kubectl get cm map -o json | sed 's/"resourceVersion": "[0-9]*"/"resourceVersion": "1"/' | kubectl replace -f -`,
    code: 1,
    stderr: /Error from server \(Conflict\)[^]*the object has been modified/,
  },
  {
    run: 'KUBE_EDITOR="sed -i s/eight/nine/" kubectl edit cm map',
    stdout: 'configmap/map edited\n',
  },
  { run: 'kubectl delete -f map.yaml', stdout: /^configmap "map" deleted/ },
]
