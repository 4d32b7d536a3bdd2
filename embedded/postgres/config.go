package postgres

import (
	"fmt"
	"path/filepath"
	"strings"
)

// environment is all that the server and its tools see. Nothing is inherited:
// PGDATA, PGPORT and their kind would lead them to another cluster. LC_ALL is
// needed on macOS and keeps messages in English, which launch reads.
var environment = []string{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C", "TZ=UTC"}

// settings suit a small machine that also runs everything else. The file is
// written anew at every start, so that it always fits the program; the operator's
// own wishes go into local.conf, which is read last.
const settings = `# 由规备在每次启动时重写；自己的设置请写在同目录的 local.conf。
listen_addresses = '127.0.0.1'
port = %d
unix_socket_directories = %s
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
max_connections = 200

# 内存
shared_buffers = 128MB
work_mem = 8MB
maintenance_work_mem = 64MB
effective_cache_size = 1GB
jit = off

# 断电不丢数据
fsync = on
full_page_writes = on
synchronous_commit = on
wal_level = replica
min_wal_size = 80MB
max_wal_size = 1GB
checkpoint_timeout = 15min
random_page_cost = 1.1

# 日志写到 log/postgres.log
logging_collector = off
log_destination = 'stderr'
log_line_prefix = '%%m [%%p] %%q%%u@%%d '
log_min_messages = warning
log_checkpoints = off
lc_messages = 'C'
timezone = 'UTC'
log_timezone = 'UTC'

include_if_exists = 'local.conf'
`

// access lets nobody in without a password.
const access = `# 由规备在每次启动时重写。
local all         all              scram-sha-256
host  all         all 127.0.0.1/32 scram-sha-256
local replication all              scram-sha-256
host  replication all 127.0.0.1/32 scram-sha-256
`

// writeConfig writes both configuration files into a cluster folder.
func writeConfig(cluster string, who account, port int, socketDir string) error {
	quoted := "'" + strings.ReplaceAll(socketDir, "'", "''") + "'"
	files := map[string]string{
		"postgresql.conf": fmt.Sprintf(settings, port, quoted),
		"pg_hba.conf":     access,
	}
	for name, text := range files {
		path := filepath.Join(cluster, name)
		if err := writeFile(path, []byte(text)); err != nil {
			return err
		}
		if err := who.give(path); err != nil {
			return fmt.Errorf("hand over %s: %w", path, err)
		}
	}
	return nil
}
