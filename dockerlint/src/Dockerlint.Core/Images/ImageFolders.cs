namespace Dockerlint.Images;

/// <summary>
/// The working directories of well-known images, from their public Dockerfiles: what a relative COPY and a relative command mean in an image
/// that is built on them without a WORKDIR of its own.
/// </summary>
internal static class ImageFolders
{
    private static readonly HashSet<string> _root = new(
        ("debian ubuntu alpine busybox centos fedora amazonlinux oraclelinux rockylinux rockylinux/rockylinux almalinux archlinux buildpack-deps "
            + "phusion/baseimage nvidia/cuda bitnami/minideb kalilinux/kali-rolling node python ruby rust openjdk eclipse-temurin amazoncorretto "
            + "maven erlang elixir gcc pypy haskell nginx nginxinc/nginx-unprivileged postgres mariadb mysql mongo rabbitmq memcached "
            + "cassandra eclipse-mosquitto registry traefik vault consul denoland/deno docker").Split(' '),
        StringComparer.Ordinal);

    private static readonly Dictionary<string, string> _others = new(StringComparer.Ordinal)
    {
        ["golang"] = "/go",
        ["perl"] = "/usr/src/app",
        ["dart"] = "/root",
        ["gradle"] = "/home/gradle",
        ["httpd"] = "/usr/local/apache2",
        ["tomcat"] = "/usr/local/tomcat",
        ["redis"] = "/data",
        ["wordpress"] = "/var/www/html",
        ["joomla"] = "/var/www/html",
        ["ghost"] = "/var/lib/ghost",
        ["caddy"] = "/srv",
        ["composer"] = "/app",
        ["oven/bun"] = "/home/bun/app",
        ["elasticsearch"] = "/usr/share/elasticsearch",
        ["apache/airflow"] = "/opt/airflow",
        ["prom/prometheus"] = "/prometheus",
    };

    /// <summary>Null: not known.</summary>
    public static string? Of(ImageReference image) => _root.Contains(image.Repository) ? "/"
        : _others.TryGetValue(image.Repository, out var folder) ? folder
        : image.Repository == "php" ? image.Tag.Contains("apache") || image.Tag.Contains("fpm") ? "/var/www/html" : "/"
        : image.Repository.StartsWith("mcr.microsoft.com/dotnet/", StringComparison.Ordinal)
            || image.Repository.StartsWith("gcr.io/distroless/", StringComparison.Ordinal) && !image.Tag.Contains("nonroot") ? "/"
        : null;
}
