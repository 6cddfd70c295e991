const daemonSet = (name: string, selector: string, more = ''): string => `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: ${name}
spec:
  selector:
    matchLabels:
      app: ${selector}
${more}  template:
    metadata:
      labels:
        app: ${name}
    spec:
      nodeSelector:
        ${name}: "yes"
      hostNetwork: true
      terminationGracePeriodSeconds: 1
      containers:
      - name: main
        image: k8s.gcr.io/pause:3.5
        resources:
          requests:
            cpu: 1m
            memory: 1Mi
        ports:
        - containerPort: 8080
`

/** The files that the commands name. */
export const manifests: Readonly<Record<string, string>> = {
  'web.yaml': daemonSet('web', 'web'),
  'misspelt.yaml': daemonSet('misspelt', 'misspelt', '  seletor: {}\n'),
  'mismatched.yaml': daemonSet('mismatched', 'other'),
  'missing-namespace.yaml': daemonSet('web', 'web').replace(
    'name: web\n',
    'name: web\n  namespace: nosuch\n',
  ),
  'foreign.yaml': 'apiVersion: example.com/v1\nkind: Gadget\nmetadata:\n  name: g\n',
  'pod.yaml': `apiVersion: v1
kind: Pod
metadata:
  name: lone
  labels: {app: lone}
spec:
  nodeName: vlab-01
  hostNetwork: true
  terminationGracePeriodSeconds: 1
  containers:
  - {name: main, image: "k8s.gcr.io/pause:3.5"}
`,
  'map.yaml':
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: map\ndata:\n  a: "1"\n  b: "2"\n',
  'map-changed.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: map\ndata:\n  a: "3"\n',
  'map-only-b.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: map\ndata:\n  b: "2"\n',
  broken: 'this: is: no: kubeconfig\n',
}
