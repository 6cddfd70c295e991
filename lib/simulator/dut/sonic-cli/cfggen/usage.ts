/** What argparse prints of sonic-cfggen, eighty columns wide. */
export const usage = `usage: sonic-cfggen [-h] [-m [MINIGRAPH] | -Y [YANG] | -M DEVICE_DESCRIPTION |
                    -k HWSKU] [-n [NAMESPACE]] [-p [PORT_CONFIG]]
                    [-S [HWSKU_CONFIG]] [-y YAML] [-j JSON]
                    [-a ADDITIONAL_DATA] [-d] [-H] [-s REDIS_UNIX_SOCK_FILE]
                    [-t TEMPLATE] [-T TEMPLATE_DIR] [-v VAR]
                    [--var-json VAR_JSON]
                    [--preset {t1,l2,t1-smartswitch,empty,l1,l3}]
                    [--print-data | -w | -K KEY]
`

export const help = `${usage}
Render configuration file from minigraph data and jinja2 template.

options:
  -h, --help            show this help message and exit
  -m [MINIGRAPH], --minigraph [MINIGRAPH]
                        minigraph xml file
  -Y [YANG], --yang [YANG]
                        yang data json file
  -M DEVICE_DESCRIPTION, --device-description DEVICE_DESCRIPTION
                        device description xml file
  -k HWSKU, --hwsku HWSKU
                        HwSKU
  -n [NAMESPACE], --namespace [NAMESPACE]
                        namespace name
  -p [PORT_CONFIG], --port-config [PORT_CONFIG]
                        port config file, used with -m or -k
  -S [HWSKU_CONFIG], --hwsku-config [HWSKU_CONFIG]
                        hwsku config file, used with -p and -m or -k
  -y YAML, --yaml YAML  yaml file that contains additional variables
  -j JSON, --json JSON  json file that contains additional variables
  -a ADDITIONAL_DATA, --additional-data ADDITIONAL_DATA
                        addition data, in json string
  -d, --from-db         read config from configdb
  -H, --platform-info   read platform and hardware info
  -s REDIS_UNIX_SOCK_FILE, --redis-unix-sock-file REDIS_UNIX_SOCK_FILE
                        unix sock file for redis connection
  -t TEMPLATE, --template TEMPLATE
                        render the data with the template file
  -T TEMPLATE_DIR, --template_dir TEMPLATE_DIR
                        search base for the template files
  -v VAR, --var VAR     print the value of a variable, support jinja2
                        expression
  --var-json VAR_JSON   print the value of a variable, in json format
  --preset {t1,l2,t1-smartswitch,empty,l1,l3}
                        generate sample configuration from a preset template
  --print-data          print all data
  -w, --write-to-db     write config into configdb
  -K KEY, --key KEY     Lookup for a specific key
`
