/** A pod's containers. The notation: `message-notation.ts`. */
export const containerMessages = `
# io.k8s.api.core.v1
Capabilities: add=1 []string, drop=2 []string
ConfigMapEnvSource: localObjectReference=1 &LocalObjectReference, optional=2 bool?
ConfigMapKeySelector!: localObjectReference=1 &LocalObjectReference, key=2 string, optional=3 bool?
Container: name=1 string, image=2 string, command=3 []string, args=4 []string, workingDir=5 string,
  ports=6 []ContainerPort{containerPort,protocol}, envFrom=19 []EnvFromSource, env=7 []EnvVar{name},
  resources=8 ResourceRequirements, resizePolicy=23 []ContainerResizePolicy @27/off, restartPolicy=24 string? @28/off,
  volumeMounts=9 []VolumeMount{mountPath}, volumeDevices=21 []VolumeDevice{devicePath},
  livenessProbe=10 Probe, readinessProbe=11 Probe, startupProbe=22 Probe, lifecycle=12 Lifecycle,
  terminationMessagePath=13 string, terminationMessagePolicy=20 string, imagePullPolicy=14 string,
  securityContext=15 SecurityContext, stdin=16 bool, stdinOnce=17 bool, tty=18 bool
ContainerPort: name=1 string, hostPort=2 int32, containerPort=3 int32, protocol=4 string, hostIP=5 string
ContainerResizePolicy: resourceName=1 string, restartPolicy=2 string
EnvFromSource: prefix=1 string, configMapRef=2 ConfigMapEnvSource, secretRef=3 SecretEnvSource
EnvVar: name=1 string, value=2 string, valueFrom=3 EnvVarSource
EnvVarSource: fieldRef=1 ObjectFieldSelector, resourceFieldRef=2 ResourceFieldSelector,
  configMapKeyRef=3 ConfigMapKeySelector, secretKeyRef=4 SecretKeySelector
EphemeralContainer: ephemeralContainerCommon=1 &EphemeralContainerCommon, targetContainerName=2 string
EphemeralContainerCommon: name=1 string, image=2 string, command=3 []string, args=4 []string,
  workingDir=5 string, ports=6 []ContainerPort{containerPort,protocol}, envFrom=19 []EnvFromSource,
  env=7 []EnvVar{name}, resources=8 ResourceRequirements, resizePolicy=23 []ContainerResizePolicy @27/off,
  restartPolicy=24 string? @28/off, volumeMounts=9 []VolumeMount{mountPath},
  volumeDevices=21 []VolumeDevice{devicePath}, livenessProbe=10 Probe, readinessProbe=11 Probe,
  startupProbe=22 Probe, lifecycle=12 Lifecycle, terminationMessagePath=13 string,
  terminationMessagePolicy=20 string, imagePullPolicy=14 string, securityContext=15 SecurityContext,
  stdin=16 bool, stdinOnce=17 bool, tty=18 bool
ExecAction: command=1 []string
GRPCAction: port=1 int32, service=2 string?
HTTPGetAction: path=1 string, port=2 IntOrString, host=3 string, scheme=4 string,
  httpHeaders=5 []HTTPHeader
HTTPHeader: name=1 string, value=2 string
Lifecycle: postStart=1 LifecycleHandler, preStop=2 LifecycleHandler
LifecycleHandler: exec=1 ExecAction, httpGet=2 HTTPGetAction, tcpSocket=3 TCPSocketAction
Probe: handler=1 &ProbeHandler, initialDelaySeconds=2 int32, timeoutSeconds=3 int32,
  periodSeconds=4 int32, successThreshold=5 int32, failureThreshold=6 int32,
  terminationGracePeriodSeconds=7 int64? @21/24
ProbeHandler: exec=1 ExecAction, httpGet=2 HTTPGetAction, tcpSocket=3 TCPSocketAction, grpc=4 GRPCAction @23/24
SELinuxOptions: user=1 string, role=2 string, type=3 string, level=4 string
SeccompProfile: type=1 string, localhostProfile=2 string?
SecretEnvSource: localObjectReference=1 &LocalObjectReference, optional=2 bool?
SecretKeySelector!: localObjectReference=1 &LocalObjectReference, key=2 string, optional=3 bool?
SecurityContext: capabilities=1 Capabilities, privileged=2 bool?, seLinuxOptions=3 SELinuxOptions,
  windowsOptions=10 WindowsSecurityContextOptions, runAsUser=4 int64?, runAsGroup=8 int64?,
  runAsNonRoot=5 bool?, readOnlyRootFilesystem=6 bool?, allowPrivilegeEscalation=7 bool?,
  procMount=9 string?, seccompProfile=11 SeccompProfile
TCPSocketAction: port=1 IntOrString, host=2 string
VolumeDevice: name=1 string, devicePath=2 string
VolumeMount: name=1 string, readOnly=2 bool, mountPath=3 string, subPath=4 string,
  mountPropagation=5 string?, subPathExpr=6 string
WindowsSecurityContextOptions: gmsaCredentialSpecName=1 string?, gmsaCredentialSpec=2 string?,
  runAsUserName=3 string?, hostProcess=4 bool? @22/23
`
