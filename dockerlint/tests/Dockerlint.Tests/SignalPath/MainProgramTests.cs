using Dockerlint.Stops;

namespace Dockerlint.Tests.SignalPath;

/// <summary>Idioms of entrypoint scripts, as people write them: steps before the program are steps, in whatever form they may fail.</summary>
public sealed class MainProgramTests
{
    [Theory]
    [InlineData("python manage.py migrate && python manage.py collectstatic --noinput && exec gunicorn app")]
    [InlineData("python init.py || exit 1\nexec gunicorn app")]
    [InlineData("python seed.py\nif [ $? -ne 0 ]; then\n  exit 1\nfi\nexec gunicorn app")]
    [InlineData("php setup.php\nstatus=$?\n[ $status -eq 0 ] || exit $status\nexec gunicorn app")]
    [InlineData("setup.sh; ret=$?; if [ $ret -ne 0 ]; then exit $ret; fi\nexec gunicorn app")]
    [InlineData("if [ -n \"$SETUP\" ]; then java -jar setup.jar; exit; fi\nexec gunicorn app")]
    [InlineData("main() { setup; exec gunicorn app; }\nsetup() { python setup.py; }\nmain \"$@\"")]
    [InlineData("for f in /init.d/*; do\n  case \"$f\" in\n    *.sh) . \"$f\" ;;\n    *.py) python \"$f\" ;;\n  esac\ndone\nexec gunicorn app")]
    [InlineData("for f in /migrations/*; do ./apply \"--file=${f}\"; done\nexec gunicorn app")]
    [InlineData("mapfile -t mods < <(list_mods)\nexec gunicorn app")]
    [InlineData("java -cp /app Migrate || { echo failed; exit 1; }\nexec gunicorn app")]
    [InlineData("until python -c 'import db'; do sleep 1; done\nexec gunicorn app")]
    [InlineData("while true; do\n  flask db upgrade\n  if [[ \"$?\" == \"0\" ]]; then break; fi\n  sleep 5\ndone\nexec gunicorn app")]
    [InlineData("while :; do ./migrate && break; sleep 5; done\nexec gunicorn app")]
    [InlineData("while true; do\n  load\n  if [ \"$READY\" = 1 ]; then break; fi\n  sleep 2\ndone\nexec gunicorn app")]
    [InlineData("while ! ./check-db; do sleep 2; done\nexec gunicorn app")]
    [InlineData("try() { if ! timeout 300 \"$@\"; then exit 1; fi; }\ntry node migrate.js\nexec gunicorn app")]
    [InlineData("influxd upgrade \"${options[@]}\"\nexec gunicorn app")]
    [InlineData("cat <<EOD | python manage.py shell\nimport app\nEOD\nexec gunicorn app")]
    [InlineData("if ! timeout 30 tail -F log | grep -q ready; then exit 1; fi\nexec gunicorn app")]
    [InlineData("bundle exec rake assets:precompile\nbin/rails db:prepare\nexec gunicorn app")]
    [InlineData("haproxy -c -f /etc/haproxy.cfg\ncaddy fmt --overwrite /x\nexec gunicorn app")]
    [InlineData("[ \"$DEBUG\" = 1 ] && exec sleep infinity\nexec gunicorn app")]
    [InlineData("if [ \"$DEBUG\" = 1 ]; then tail -f /dev/null; fi\nexec gunicorn app")]
    [InlineData("if [ -n \"$OFF\" ]; then\n  sleep 365d\n  exit 0\nfi\nexec gunicorn app")]
    [InlineData("/hooks/before.sh \"$@\"\n[ -f /config ] || exit 1\nexec gunicorn app")]
    [InlineData("trap 'exit 0' TERM\npython wait.py\nexec gunicorn app")]
    [InlineData("chown -R app /data\nexec gosu app gunicorn app")]
    [InlineData("command=(gunicorn app)\ncommand+=(--bind :80)\nexec \"${command[@]}\"")]
    [InlineData("set -- gunicorn app\ncommand=\"$@\"\nexec $command")]
    [InlineData("sudo -u app gunicorn --daemon admin\nexec gunicorn app")]
    [InlineData("exec \"$(cd \"$(dirname \"$0\")\" && pwd)/bin/gunicorn\" app")]
    [InlineData("folder=\"${BASH_SOURCE[0]%/*}\"\nexec \"$(dirname \"$folder\")/gunicorn\" app")]
    [InlineData("mode=Web\ncase \"${mode^^}\" in\n  WEB) exec gunicorn app ;;\n  *) exec celery -A app worker ;;\nesac")]
    [InlineData("[ \"$(id -u)\" -eq 0 ] && AS=\"gosu app\" || AS=\"\"\nexec $AS gunicorn app")]
    [InlineData("exec \"${BIN:-$(dirname \"$0\")}/gunicorn\" app")]
    [InlineData("exec \"$(which gunicorn)\" app")]
    [InlineData("set -- \"$(command -v gunicorn)\" app\nexec \"$@\"")]
    [InlineData("screen -dmS agent ./agent\nscreen -S agent -p 0 -X stuff hello\nexec gunicorn app")]
    [InlineData("echo starting\nif [[ \"$DEBUG\" == true ]]; then\n  exit 1\nfi\nexec gunicorn app")]
    [InlineData("echo starting\nif (( DEBUG )); then exit 1; fi\nexec gunicorn app")]
    [InlineData("echo starting\nif data=$(load); then exit 0; fi\nexec gunicorn app")]
    [InlineData("if [ -z \"${PASSWORD:-}\" ]; then exit 1; fi\nexec gunicorn app")]
    [InlineData("set -u\nif [ -z \"${DB_PASSWORD:-${PASSWORD:-}}\" ]; then\n  exit 1\nfi\nexec gunicorn app")]
    public void Script_EndsInItsProgram(string script)
    {
        var route = RouteOf(script);

        Assert.Equal("gunicorn", route.Application?.Program);
        Assert.Equal(Verdict.Graceful, route.Verdict);
    }

    [Theory]
    [InlineData("if [ \"$MODE\" = web ]; then\n  gunicorn app\nfi\nexec celery -A app worker")]
    [InlineData("if [ \"$MODE\" = web ]; then\n  gunicorn app\n  exit $?\nfi\nexec celery -A app worker")]
    [InlineData("python manage.py migrate\ngunicorn app")]
    [InlineData("gunicorn app\n[ -z \"$A\" ] || wait_upstream_node 5")]
    [InlineData("[ -z \"$A\" ] || restic restore latest --target /\ngunicorn app\n[ -z \"$A\" ] || rclone copy / remote:")]
    [InlineData("create_web() { mkdir -p /x; }\nif [ \"$1\" = web ]; then\n  create_$KIND web\nfi\ngunicorn app")]
    [InlineData("gunicorn app || exit 1")]
    [InlineData("watch() {\n  while true; do\n    sleep 10\n    tail -20 log | sed s/x/y/\n  done\n}\ngunicorn app &\nwatch &\nwait")]
    [InlineData("gunicorn app\necho stopped")]
    public void Script_StaysInFront(string script)
    {
        var route = RouteOf(script);

        Assert.Equal("gunicorn", route.Application?.Program);
        Assert.Equal(Verdict.KilledAfterGrace, route.Verdict);
    }

    [Theory]
    [InlineData("command=(gunicorn app)\nread -ra command\nexec \"${command[@]}\"")]
    [InlineData("command=(gunicorn app)\ncommand[0]=sleep\nexec \"${command[@]}\"")]
    [InlineData("command=(gunicorn app)\n[ -z \"$MODE\" ] || command=(celery worker)\nexec \"${command[@]}\"")]
    [InlineData("command=\"$@\"\nexec $command")]
    [InlineData("log.sh &\npids+=($!)\n\"${command[@]}\"\nwait \"${pids[@]}\"")]
    public void Script_ItsProgramIsNotKnown(string script) => Assert.NotEqual("gunicorn", RouteOf(script).Application?.Program);

    [Theory]
    [InlineData("for test in /tests/*; do\n  testrunner \"--spec=${test}\"\ndone", Verdict.Unknown)]
    [InlineData("for test in smoke load; do ./runner \"$test\"; done", Verdict.Unknown)]
    [InlineData("for port in 80; do ./server \"$port\"; done", Verdict.KilledAfterGrace)]
    [InlineData("for try in 1 2 3; do ./server; done", Verdict.KilledAfterGrace)]
    public void Loop_ThroughItemsEnds(string script, Verdict verdict) => Assert.Equal(verdict, RouteOf(script).Verdict);

    [Theory]
    [InlineData("start() {\n  gunicorn app &\n  p=$!\n  wait $p\n  wait $p\n}\n[ -f /x ] || start\ntrap 'kill $p' TERM\nstart", Verdict.Graceful)]
    [InlineData("start() {\n  gunicorn app &\n  wait $!\n}\n[ -f /x ] || start\nstart", Verdict.KilledAfterGrace)]
    [InlineData("start() { timeout $LIMIT gunicorn app & wait $!; }\nLIMIT=60\n[ -f /x ] || start\nLIMIT=0\nstart", Verdict.KilledAfterGrace)]
    public void Script_StartsItsProgramTwice(string script, Verdict verdict)
    {
        var route = RouteOf(script);

        Assert.Equal((verdict, "gunicorn"), (route.Verdict, route.Application?.Program));
    }

    [Theory]
    [InlineData("nginx", "nginx", Verdict.KilledAfterGrace)]
    [InlineData("echo ready\nnginx", "nginx", Verdict.KilledAfterGrace)]
    [InlineData("nginx\ntail -f /var/log/nginx/access.log", "nginx", Verdict.KilledAfterGrace)]
    [InlineData("nginx\nexec gunicorn app", "gunicorn", Verdict.Graceful)]
    [InlineData("gunicorn app &\nnginx", "entry", Verdict.Unknown)]
    public void Nginx_AtTheEndStaysInFront(string script, string program, Verdict verdict)
    {
        var route = RouteOf(script);

        Assert.Equal((verdict, program), (route.Verdict, route.Application?.Program));
    }

    [Theory]
    [InlineData("trap 'exec tar cf /backup /data' TERM\nwhile :; do sleep 1; done", Verdict.Graceful)]
    [InlineData("trap 'exec /backup.sh' TERM\ngunicorn app &\nwhile :; do sleep 1; done", Verdict.Unknown)]
    [InlineData("trap 'exec gunicorn app' TERM\nwhile :; do sleep 1; done", Verdict.KilledAfterGrace)]
    public void Trap_BecomesACommand(string script, Verdict verdict) => Assert.Equal(verdict, RouteOf(script).Verdict);

    [Fact]
    public void Script_ItsToolIsPreparedInFront() => Assert.Equal(Verdict.Unknown, RouteOf(
        "trap 'kill -INT $P' TERM\n\"$TOOL\" init || exit 1\n\"$TOOL\" apply &\nP=$!\nwait $P\nwait $P").Verdict);

    [Theory]
    [InlineData("trap 'shut_down && tail --pid=$! -f /dev/null' TERM\ngunicorn app &\nwait $!", Verdict.Unknown)]
    [InlineData("gunicorn app --daemon --pid /p\ntrap 'xargs kill < /p; exit 0' TERM\ntail -f log &\nwait", Verdict.CutShort)]
    [InlineData("sudo -u app gunicorn app --daemon\ntrap 'cat /p | sudo xargs kill; exit 0' TERM\ntail -f log &\nwait", Verdict.CutShort)]
    public void Trap_EndsAs(string script, Verdict verdict) => Assert.Equal(verdict, RouteOf(script).Verdict);

    [Theory]
    [InlineData("if [ \"$PASSWORD\" = changeme ]; then\n  echo refused >&2\n  exit 1\nfi\nexec gunicorn app", "gunicorn")]
    [InlineData("[ \"$PASSWORD\" != changeme ] || exit 2\nexec gunicorn app", "gunicorn")]
    [InlineData("if [ \"$PASSWORD\" = changeme ]; then\n  exit 0\nfi\nexec gunicorn app", "entry")]
    public void Refusal_OfTheImagesDefault_IsNotWhatRuns(string script, string program) =>
        Assert.Equal(program, RouteOf(script, "ENV PASSWORD=changeme\n").Application?.Program);

    private static Dockerlint.SignalPath.SignalRoute RouteOf(string script, string settings = "") => Folder.Of(
        $"FROM debian:12\n{settings}COPY --chmod=755 entry /entry\nCMD [\"/entry\"]\n", ("entry", "#!/bin/bash\n" + script + "\n")).Route();
}
