require "sidekiq"

Sidekiq.configure_server { |c| c.redis = { url: "redis://127.0.0.1:6379/0" } }
Sidekiq.configure_client { |c| c.redis = { url: "redis://127.0.0.1:6379/0" } }

class SlowWorker
  include Sidekiq::Worker

  def perform
    File.write("/tmp/task-started", "")
    sleep 2
    File.write("/tmp/task-done", "")
  end
end
