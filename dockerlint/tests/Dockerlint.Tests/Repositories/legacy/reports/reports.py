from apscheduler.schedulers.blocking import BlockingScheduler

scheduler = BlockingScheduler()


@scheduler.scheduled_job('cron', hour=6)
def daily():
    print('writing the daily report')


scheduler.start()
