/** What the client's verbs can be told, as their help has it: form and purpose, three blanks apart. */
export const verbOptions: Readonly<Record<string, string>> = {
  attach: `
    --detach-keys string   Override the key sequence for detaching a container
    --no-stdin   Do not attach STDIN
    --sig-proxy   Proxy all received signals to the process (default true)`,
  commit: `
-a, --author string   Author (e.g., "John Hannibal Smith <hannibal@a-team.com>")
-c, --change list   Apply Dockerfile instruction to the created image
-m, --message string   Commit message
-p, --pause   Pause container during commit (default true)`,
  cp: `
-a, --archive   Archive mode (copy all uid/gid information)
-L, --follow-link   Always follow symbol link in SRC_PATH`,
  exec: `
-d, --detach   Detached mode: run command in the background
    --detach-keys string   Override the key sequence for detaching a container
-e, --env list   Set environment variables
    --env-file list   Read in a file of environment variables
-i, --interactive   Keep STDIN open even if not attached
    --privileged   Give extended privileges to the command
-t, --tty   Allocate a pseudo-TTY
-u, --user string   Username or UID (format: <name|uid>[:<group|gid>])
-w, --workdir string   Working directory inside the container`,
  export: `
-o, --output string   Write to a file, instead of STDOUT`,
  kill: `
-s, --signal string   Signal to send to the container (default "KILL")`,
  logs: `
    --details   Show extra details provided to logs
-f, --follow   Follow log output
    --since string   Show logs since timestamp (e.g. 2013-01-02T13:23:37Z) or relative (e.g. 42m for 42 minutes)
-n, --tail string   Number of lines to show from the end of the logs (default "all")
-t, --timestamps   Show timestamps
    --until string   Show logs before a timestamp (e.g. 2013-01-02T13:23:37Z) or relative (e.g. 42m for 42 minutes)`,
  restart: `
-t, --time int   Seconds to wait for stop before killing the container (default 10)`,
  rm: `
-f, --force   Force the removal of a running container (uses SIGKILL)
-l, --link   Remove the specified link
-v, --volumes   Remove anonymous volumes associated with the container`,
  start: `
-a, --attach   Attach STDOUT/STDERR and forward signals
    --detach-keys string   Override the key sequence for detaching a container
-i, --interactive   Attach container's STDIN`,
  stats: `
-a, --all   Show all containers (default shows just running)
    --format string   Pretty-print images using a Go template
    --no-stream   Disable streaming stats and only pull the first result
    --no-trunc   Do not truncate output`,
  stop: `
-t, --time int   Seconds to wait for stop before killing it (default 10)`,
  history: `
    --format string   Pretty-print images using a Go template
-H, --human   Print sizes and dates in human readable format (default true)
    --no-trunc   Don't truncate output
-q, --quiet   Only show image IDs`,
  import: `
-c, --change list   Apply Dockerfile instruction to the created image
-m, --message string   Set commit message for imported image
    --platform string   Set platform if server is multi-platform capable`,
  load: `
-i, --input string   Read from tar archive file, instead of STDIN
-q, --quiet   Suppress the load output`,
  pull: `
-a, --all-tags   Download all tagged images in the repository
    --disable-content-trust   Skip image verification (default true)
    --platform string   Set platform if server is multi-platform capable
-q, --quiet   Suppress verbose output`,
  push: `
-a, --all-tags   Push all tagged images in the repository
    --disable-content-trust   Skip image signing (default true)
-q, --quiet   Suppress verbose output`,
  save: `
-o, --output string   Write to a file, instead of STDOUT`,
  events: `
-f, --filter filter   Filter output based on conditions provided
    --format string   Format the output using the given Go template
    --since string   Show all events created since timestamp
    --until string   Stream events until this timestamp`,
  images: `
-a, --all   Show all images (default hides intermediate images)
    --digests   Show digests
-f, --filter filter   Filter output based on conditions provided
    --format string   Pretty-print images using a Go template
    --no-trunc   Don't truncate output
-q, --quiet   Only show image IDs`,
  info: `
-f, --format string   Format the output using the given Go template`,
  inspect: `
-f, --format string   Format the output using the given Go template
-s, --size   Display total file sizes if the type is container
    --type string   Return JSON for specified type`,
  login: `
-p, --password string   Password
    --password-stdin   Take the password from stdin
-u, --username string   Username`,
  ps: `
-a, --all   Show all containers (default shows just running)
-f, --filter filter   Filter output based on conditions provided
    --format string   Pretty-print containers using a Go template
-n, --last int   Show n last created containers (includes all states) (default -1)
-l, --latest   Show the latest created container (includes all states)
    --no-trunc   Don't truncate output
-q, --quiet   Only display container IDs
-s, --size   Display total file sizes`,
  rmi: `
-f, --force   Force removal of the image
    --no-prune   Do not delete untagged parents`,
  search: `
-f, --filter filter   Filter output based on conditions provided
    --format string   Pretty-print search using a Go template
    --limit int   Max number of search results (default 25)
    --no-trunc   Don't truncate output`,
  version: `
-f, --format string   Format the output using the given Go template
    --kubeconfig string   Kubernetes config file`,
  update: `
    --blkio-weight uint16   Block IO (relative weight), between 10 and 1000, or 0 to disable (default 0)
    --cpu-period int   Limit CPU CFS (Completely Fair Scheduler) period
    --cpu-quota int   Limit CPU CFS (Completely Fair Scheduler) quota
    --cpu-rt-period int   Limit the CPU real-time period in microseconds
    --cpu-rt-runtime int   Limit the CPU real-time runtime in microseconds
-c, --cpu-shares int   CPU shares (relative weight)
    --cpus decimal   Number of CPUs
    --cpuset-cpus string   CPUs in which to allow execution (0-3, 0,1)
    --cpuset-mems string   MEMs in which to allow execution (0-3, 0,1)
    --kernel-memory bytes   Kernel memory limit
-m, --memory bytes   Memory limit
    --memory-reservation bytes   Memory soft limit
    --memory-swap bytes   Swap limit equal to memory plus swap: '-1' to enable unlimited swap
    --pids-limit int   Tune container pids limit (set -1 for unlimited)
    --restart string   Restart policy to apply when a container exits`,
  build: `
    --add-host list   Add a custom host-to-IP mapping (host:ip)
    --build-arg list   Set build-time variables
    --cache-from strings   Images to consider as cache sources
    --cgroup-parent string   Optional parent cgroup for the container
    --compress   Compress the build context using gzip
    --cpu-period int   Limit the CPU CFS (Completely Fair Scheduler) period
    --cpu-quota int   Limit the CPU CFS (Completely Fair Scheduler) quota
-c, --cpu-shares int   CPU shares (relative weight)
    --cpuset-cpus string   CPUs in which to allow execution (0-3, 0,1)
    --cpuset-mems string   MEMs in which to allow execution (0-3, 0,1)
    --disable-content-trust   Skip image verification (default true)
-f, --file string   Name of the Dockerfile (Default is 'PATH/Dockerfile')
    --force-rm   Always remove intermediate containers
    --iidfile string   Write the image ID to the file
    --isolation string   Container isolation technology
    --label list   Set metadata for an image
-m, --memory bytes   Memory limit
    --memory-swap bytes   Swap limit equal to memory plus swap: '-1' to enable unlimited swap
    --network string   Set the networking mode for the RUN instructions during build (default "default")
    --no-cache   Do not use cache when building the image
    --pull   Always attempt to pull a newer version of the image
-q, --quiet   Suppress the build output and print image ID on success
    --rm   Remove intermediate containers after a successful build (default true)
    --security-opt strings   Security options
    --shm-size bytes   Size of /dev/shm
-t, --tag list   Name and optionally a tag in the 'name:tag' format
    --target string   Set the target build stage to build.
    --ulimit ulimit   Ulimit options (default [])`,
  'builder prune': `
-a, --all   Remove all unused build cache, not just dangling ones
    --filter filter   Provide filter values (e.g. 'until=24h')
-f, --force   Do not prompt for confirmation
    --keep-storage bytes   Amount of disk space to keep for cache`,
  'container inspect': `
-f, --format string   Format the output using the given Go template
-s, --size   Display total file sizes`,
  'container prune': `
    --filter filter   Provide filter values (e.g. 'until=<timestamp>')
-f, --force   Do not prompt for confirmation`,
  'image inspect': `
-f, --format string   Format the output using the given Go template`,
  'image prune': `
-a, --all   Remove all unused images, not just dangling ones
    --filter filter   Provide filter values (e.g. 'until=<timestamp>')
-f, --force   Do not prompt for confirmation`,
  'network connect': `
    --alias strings   Add network-scoped alias for the container
    --driver-opt strings   driver options for the network
    --ip string   IPv4 address (e.g., 172.30.100.104)
    --ip6 string   IPv6 address (e.g., 2001:db8::33)
    --link list   Add link to another container
    --link-local-ip strings   Add a link-local address for the container`,
  'network create': `
    --attachable   Enable manual container attachment
    --aux-address map   Auxiliary IPv4 or IPv6 addresses used by Network driver (default map[])
    --config-from string   The network from which to copy the configuration
    --config-only   Create a configuration only network
-d, --driver string   Driver to manage the Network (default "bridge")
    --gateway strings   IPv4 or IPv6 Gateway for the master subnet
    --ingress   Create swarm routing-mesh network
    --internal   Restrict external access to the network
    --ip-range strings   Allocate container ip from a sub-range
    --ipam-driver string   IP Address Management Driver (default "default")
    --ipam-opt map   Set IPAM driver specific options (default map[])
    --ipv6   Enable IPv6 networking
    --label list   Set metadata on a network
-o, --opt map   Set driver specific options (default map[])
    --scope string   Control the network's scope
    --subnet strings   Subnet in CIDR format that represents a network segment`,
  'network disconnect': `
-f, --force   Force the container to disconnect from a network`,
  'network inspect': `
-f, --format string   Format the output using the given Go template
-v, --verbose   Verbose output for diagnostics`,
  'network ls': `
-f, --filter filter   Provide filter values (e.g. 'driver=bridge')
    --format string   Pretty-print networks using a Go template
    --no-trunc   Do not truncate the output
-q, --quiet   Only display network IDs`,
  'network prune': `
    --filter filter   Provide filter values (e.g. 'until=<timestamp>')
-f, --force   Do not prompt for confirmation`,
  'system df': `
    --format string   Pretty-print images using a Go template
-v, --verbose   Show detailed information on space usage`,
  'system prune': `
-a, --all   Remove all unused images not just dangling ones
    --filter filter   Provide filter values (e.g. 'label=<key>=<value>')
-f, --force   Do not prompt for confirmation
    --volumes   Prune volumes`,
  'volume create': `
-d, --driver string   Specify volume driver name (default "local")
    --label list   Set metadata for a volume
-o, --opt map   Set driver specific options (default map[])`,
  'volume inspect': `
-f, --format string   Format the output using the given Go template`,
  'volume ls': `
-f, --filter filter   Provide filter values (e.g. 'dangling=true')
    --format string   Pretty-print volumes using a Go template
-q, --quiet   Only display volume names`,
  'volume prune': `
    --filter filter   Provide filter values (e.g. 'label=<label>')
-f, --force   Do not prompt for confirmation`,
  'volume rm': `
-f, --force   Force the removal of one or more volumes`,
}
