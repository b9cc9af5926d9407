"""A mailing to a thousand guests, through power cuts and a mail server that goes down."""

import threading
import time
import urllib.request
from pathlib import Path

import crowd
import pytest
from box import machine
from catcher import Catcher
from office import Refused
from shop import running_shop

PATIENCE = 300  # seconds until a mailing must be out
HALF = crowd.EXPECTED // 2
PREPARE, SEND = (
    "mass_mailing.ir_cron_mass_mailing_queue",
    ("mail.ir_cron_mail_scheduler_action"),
)


@pytest.fixture(scope="module")
def shop():
    """A shop of its own: a crowd hides the guests of other tests from a till."""
    with running_shop("journey_mailing") as shop:
        yield shop


@pytest.fixture(scope="module")
def post():
    post = Catcher(machine.free_port(8490))
    post.start()
    yield post
    post.stop()


@pytest.fixture(scope="module")
def prepared(shop, post):
    """Guests, audience and text: the ids of the last two."""
    code = crowd.PREPARE.format(
        folder=str(Path(__file__).parent), url=shop.url, port=post.port
    )
    return tuple(map(int, shop.shell(code).split()[-2:]))


@pytest.fixture
def campaign(shop, post, prepared):
    post.mails.clear()
    return Campaign(shop, *prepared)


class Campaign:
    """A mailing that marketing has written and sent off, and the queues behind it."""

    def __init__(self, shop, audience_id, template_id):
        self.shop = shop
        marketing = shop.office("marketing")
        model = shop.office().find("ir.model", ("model", "=", "res.partner"))
        self.id = marketing.call(
            "mailing.mailing",
            "create",
            {
                "subject": "Pork",
                "mailing_model_id": model,
                "loyalty_tier_audience_id": audience_id,
                "loyalty_tier_template_id": template_id,
                "loyalty_tier_hold_back": 0,
                "email_from": "shop@shop.example.com",
            },
        )
        # It goes to many: the button asks, and sends nothing yet.
        asked = marketing.call("mailing.mailing", "action_launch", [self.id])
        assert self.state == "draft"
        dialog = asked["res_id"]
        [shown] = marketing.call(
            asked["res_model"], "read", [dialog], ["size", "sample_ids"]
        )
        assert (shown["size"], len(shown["sample_ids"])) == (crowd.EXPECTED, 5)
        marketing.call(asked["res_model"], "action_send", [dialog])
        assert self.state == "in_queue"

    @property
    def state(self):
        query = "SELECT state FROM mailing_mailing WHERE id = %s"
        return self.shop.sql(query, self.id)[0][0]

    @property
    def made(self):
        """How many mails have been made, whether or not they have gone."""
        query = "SELECT count(*) FROM mailing_trace WHERE mass_mailing_id = %s"
        return self.shop.sql(query, self.id)[0][0]

    def waiting(self, state="outgoing"):
        query = "SELECT count(*) FROM mail_mail WHERE mailing_id = %s AND state = %s"
        return self.shop.sql(query, self.id, state)[0][0]

    def run(self, job):
        """Have the server do a scheduled job, as its scheduler would."""
        office = self.shop.office()
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return office.call(
                    "ir.cron", "method_direct_trigger", [office.ref(job)]
                )
            except Refused as refusal:
                # The database has not noticed yet that the server was killed.
                if "already executing" not in str(refusal) or time.monotonic() > end:
                    raise
                time.sleep(0.5)

    def start(self, job):
        """The same in the background: the server may not live to answer."""

        def run():
            try:
                self.run(job)
            except OSError:
                pass  # the connection went with the power

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def finish(self):
        """Run the queues until nothing waits any more."""
        self.run(PREPARE)
        assert self.state == "done"
        self.run(SEND)
        assert not self.waiting()


def test_exactly_those_who_want_it_get_it_in_their_words(shop, campaign, post):
    campaign.finish()

    crowd.assert_arrived(post.mails)
    for mail in post.mails[:: crowd.EXPECTED // 9]:
        assert mail.way_out.startswith(shop.url)
        with urllib.request.urlopen(mail.way_out) as page:
            assert page.status == 200
            assert mail.address in page.read().decode()


def test_a_power_cut_while_mails_are_made_and_another_while_they_go(
    shop, campaign, post
):
    making = campaign.start(PREPARE)
    end = time.monotonic() + PATIENCE
    while campaign.made < HALF and time.monotonic() < end:
        time.sleep(0.01)
    shop.kill()
    making.join()
    made = campaign.made
    assert HALF <= made < crowd.EXPECTED, "it was not cut in the middle"
    shop.start()
    assert campaign.state == "sending"
    campaign.run(PREPARE)
    assert campaign.made == crowd.EXPECTED

    post.fail_at(HALF, shop.kill)
    sending = campaign.start(SEND)
    assert post.failed.wait(PATIENCE)
    sending.join()
    assert len(post.mails) == HALF - 1
    shop.start()
    campaign.finish()

    crowd.assert_arrived(post.mails)
    print(f"killed after {made} mails were made, and after {HALF - 1} had gone")


def test_a_mail_server_that_goes_down_halfway_and_comes_back(campaign, post):
    campaign.run(PREPARE)
    post.fail_at(HALF, lambda: None)
    campaign.run(SEND)
    assert len(post.mails) == HALF - 1
    post.stop()
    campaign.run(SEND)
    failed = campaign.waiting("exception")
    assert failed == crowd.EXPECTED - HALF + 1
    post.start()

    marketing = campaign.shop.office("marketing")
    marketing.call("mailing.mailing", "action_retry_failed", [campaign.id])
    campaign.finish()

    crowd.assert_arrived(post.mails)
