/// The directives of the units in `systemd/`. A test holds them equal to the files; `make golden` writes them anew.
enum UnitFiles {
    static let service = #"""
        [Unit]
        Description=outcomed, weekly check-ins on key results
        Wants=network-online.target
        After=network-online.target time-sync.target
        Wants=outcomed.socket
        After=outcomed.socket
        StartLimitIntervalSec=60
        StartLimitBurst=20
        [Service]
        Type=notify
        NotifyAccess=main
        ExecStart=/usr/local/bin/outcomed serve --config /etc/outcomed/outcomed.yaml
        ExecReload=/bin/kill -HUP $MAINPID
        WatchdogSec=60
        Restart=on-failure
        RestartSec=5
        RestartPreventExitStatus=64 69 74 78
        TimeoutStopSec=45
        KillMode=mixed
        DynamicUser=yes
        StateDirectory=outcomed
        StateDirectoryMode=0700
        RuntimeDirectory=outcomed
        RuntimeDirectoryMode=0755
        UMask=0077
        LoadCredential=outcomed:/etc/outcomed/credentials
        NoNewPrivileges=yes
        CapabilityBoundingSet=
        AmbientCapabilities=
        PrivateDevices=yes
        DevicePolicy=closed
        PrivateTmp=yes
        PrivateUsers=yes
        PrivateMounts=yes
        ProtectSystem=strict
        ProtectHome=yes
        ProtectClock=yes
        ProtectHostname=yes
        ProtectKernelLogs=yes
        ProtectKernelModules=yes
        ProtectKernelTunables=yes
        ProtectControlGroups=yes
        ProtectProc=invisible
        ProcSubset=pid
        RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
        RestrictNamespaces=yes
        RestrictRealtime=yes
        RestrictSUIDSGID=yes
        LockPersonality=yes
        MemoryDenyWriteExecute=yes
        RemoveIPC=yes
        KeyringMode=private
        Delegate=no
        SystemCallArchitectures=native
        SystemCallFilter=@system-service
        SystemCallFilter=~@privileged @resources
        SystemCallFilter=~setpriority:0
        SystemCallErrorNumber=EPERM
        LimitCORE=0
        MemoryMax=1G
        TasksMax=128
        LimitNOFILE=8192
        OOMPolicy=stop
        [Install]
        WantedBy=multi-user.target
        Also=outcomed.socket
        """#

    static let socket = #"""
        [Unit]
        Description=outcomed, port for webhooks and pages
        [Socket]
        ListenStream=127.0.0.1:8484
        FileDescriptorName=http
        Backlog=1024
        NoDelay=true
        [Install]
        WantedBy=sockets.target
        """#
}
