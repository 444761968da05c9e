#!/bin/bash

# settings come from the environment, the application wants a file
cat > /usr/local/tomcat/conf/crm.properties <<EOF
db.url=${DB_URL}
db.user=${DB_USER}
EOF

export CATALINA_OPTS="-Xmx1g ${CATALINA_OPTS}"
catalina.sh run
