/** YAML of a DaemonSet in `default` with one container, `main`; its pods have the label `app=NAME`, and run on every node. */
export const daemonSetEverywhere = (name: string): string => `
apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: ${name}
spec:
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      hostNetwork: true
      containers:
      - name: main
        image: k8s.gcr.io/pause:3.5
`
