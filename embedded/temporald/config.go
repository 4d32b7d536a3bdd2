package temporald

import (
	"net"
	"strconv"
	"time"

	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql"
	"go.temporal.io/server/common/primitives"
)

const (
	localhost = "127.0.0.1"
	// shards is fixed for the life of the databases. Four keep two cores busy; more
	// would only cost memory and polling (temporal.md §5.5).
	shards = 4
	// clusterName and the version increment below are stored at first start, too.
	clusterName = "active"
	// joinDuration only lengthens a start timeout in the server, which is 15 s by
	// default: too little on a machine that is busy with something else.
	joinDuration = 60 * time.Second
)

// services are the parts of the server, in the order of their ports.
var services = []primitives.ServiceName{
	primitives.FrontendService, primitives.HistoryService, primitives.MatchingService, primitives.WorkerService,
}

// ports gives each service its gRPC port.
type ports map[primitives.ServiceName]int

func (p ports) address(s primitives.ServiceName) string {
	return net.JoinHostPort(localhost, strconv.Itoa(p[s]))
}

// serverConfig is what a configuration file would say.
func serverConfig(o Options, p ports) *config.Config {
	front := p.address(primitives.FrontendService)
	conf := &config.Config{
		Global: config.Global{Membership: config.Membership{MaxJoinDuration: joinDuration, BroadcastAddress: localhost}},
		Persistence: config.Persistence{
			DefaultStore:     "default",
			VisibilityStore:  "visibility",
			NumHistoryShards: shards,
			DataStores: map[string]config.DataStore{
				"default":    {SQL: sqlConfig(o, o.Database)},
				"visibility": {SQL: sqlConfig(o, o.VisibilityDatabase)},
			},
		},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10,
			MasterClusterName:        clusterName,
			CurrentClusterName:       clusterName,
			ClusterInformation: map[string]cluster.ClusterInformation{
				clusterName: {Enabled: true, InitialFailoverVersion: 1, RPCAddress: front},
			},
		},
		DCRedirectionPolicy: config.DCRedirectionPolicy{Policy: "noop"},
		Services:            map[string]config.Service{},
		PublicClient:        config.PublicClient{HostPort: front},
	}
	for _, s := range services {
		conf.Services[string(s)] = config.Service{RPC: config.RPC{GRPCPort: p[s], BindOnIP: localhost}}
	}
	conf.Archival.History.State = "disabled"
	conf.Archival.Visibility.State = "disabled"
	conf.NamespaceDefaults.Archival.History.State = "disabled"
	conf.NamespaceDefaults.Archival.Visibility.State = "disabled"
	return conf
}

// sqlConfig is one connection pool's configuration.
func sqlConfig(o Options, database string) *config.SQL {
	return &config.SQL{
		PluginName:      postgresql.PluginNamePGX,
		ConnectAddr:     net.JoinHostPort(o.Host, strconv.Itoa(o.Port)),
		ConnectProtocol: "tcp",
		DatabaseName:    database,
		User:            o.User,
		Password:        o.Password,
		MaxConns:        o.MaxConns,
		MaxIdleConns:    o.MaxConns,
		MaxConnLifetime: time.Hour,
	}
}

// staticHosts names the only host of each service, which spares the gossip protocol.
func staticHosts(p ports) map[primitives.ServiceName]static.Hosts {
	hosts := make(map[primitives.ServiceName]static.Hosts, len(services))
	for _, s := range services {
		hosts[s] = static.SingleLocalHost(p.address(s))
	}
	return hosts
}

// dynamicConfig holds the settings that differ from the defaults, which are made
// for large clusters.
func dynamicConfig() dynamicconfig.StaticClient {
	return dynamicconfig.StaticClient{
		// The columns of the SQL schema are VARCHAR(255); the default allows 1000.
		dynamicconfig.MaxIDLengthLimit.Key(): 255,
		// Loaded workflows kept in memory: 128,000 by default, about 20 KB each. A
		// resting case is tiny and read again in milliseconds.
		dynamicconfig.HistoryCacheHostLevelMaxSize.Key():     4000,
		dynamicconfig.EventsHostLevelCacheMaxSizeBytes.Key(): 16 << 20,
		// One machine has nobody to share a task queue with; each further partition
		// costs pollers and hops.
		dynamicconfig.MatchingNumTaskqueueReadPartitions.Key():  1,
		dynamicconfig.MatchingNumTaskqueueWritePartitions.Key(): 1,
	}
}
