"""The vendors' own clients and ours: one server takes both, and the signatures are the same."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from alibabacloud_dysmsapi20170525.client import Client
from alibabacloud_dysmsapi20170525.models import QuerySendDetailsRequest, SendSmsRequest
from alibabacloud_tea_openapi.models import Config
from tencentcloud.common.credential import Credential
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.sms.v20210111.models import PullSmsSendStatusByPhoneNumberRequest
from tencentcloud.sms.v20210111.models import SendSmsRequest as TencentRequest
from tencentcloud.sms.v20210111.sms_client import SmsClient

from reminders.channels.signing import Key, acs3, query_of, tc3
from tests.contracts.channel_contract import SMS
from tests.contracts.gateways import NUMBER, OUT_ID, opened
from tests.harness.sms_dialects import APP, KEY, SECRET, SIGN, Request
from tests.harness.sms_server import SmsServer, sms_server

OURS = Key(KEY, SECRET)


@pytest.fixture
def server() -> Iterator[SmsServer]:
    with sms_server() as running:
        yield running


def aliyun(server: SmsServer, secret: str = SECRET) -> Client:
    return Client(
        Config(
            access_key_id=KEY,
            access_key_secret=secret,
            endpoint=server.url.removeprefix("http://"),
            protocol="http",
        )
    )


def tencent(server: SmsServer, secret: str = SECRET) -> SmsClient:
    profile = HttpProfile(protocol="http", endpoint=server.url.removeprefix("http://"))
    return SmsClient(Credential(KEY, secret), "ap-guangzhou", ClientProfile(httpProfile=profile))


def sent_by_aliyun(client: Client) -> Any:
    asked = SendSmsRequest(
        phone_numbers=NUMBER,
        sign_name=SIGN,
        template_code="SMS_100",
        template_param=json.dumps({"count": "..两点 ~*+/"}, ensure_ascii=False),
        out_id=OUT_ID,
    )
    return client.send_sms(asked).body


def sent_by_tencent(client: SmsClient) -> Any:
    asked = TencentRequest()
    asked.PhoneNumberSet, asked.SmsSdkAppId, asked.SignName = [f"+86{NUMBER}"], APP, SIGN
    asked.TemplateId, asked.TemplateParamSet, asked.SessionContext = "SMS_100", ["..两点"], OUT_ID
    with warnings.catch_warnings():  # it asks for the time in a way Python 3.12 warns of
        warnings.filterwarnings("ignore", message=r".*utcfromtimestamp", category=DeprecationWarning)
        return client.SendSms(asked)


def test_aliyuns_own_client_is_taken_and_signs_as_we_do(server: SmsServer) -> None:
    client = aliyun(server)
    assert sent_by_aliyun(client).code == "OK"
    day = server.accepted[0].day
    found = client.query_send_details(
        QuerySendDetailsRequest(phone_number=NUMBER, send_date=day, page_size=50, current_page=1)
    )
    assert found.body.sms_send_detail_dtos.sms_send_detail_dto[0].out_id == OUT_ID
    assert [message.out_id for message in server.accepted] == [OUT_ID]
    for request in server.requests:
        assert acs3(OURS, query_of(request.parameters), signed_headers(request)) == request.headers["authorization"]


def signed_headers(request: Request) -> dict[str, str]:
    names = request.headers["authorization"].split("SignedHeaders=")[1].split(",")[0].split(";")
    return {name: request.headers[name] for name in names}


def test_tencents_own_client_is_taken_and_signs_as_we_do(server: SmsServer) -> None:
    client = tencent(server)
    assert sent_by_tencent(client).SendStatusSet[0].Code == "Ok"
    server.accepted[0].state = "delivered"
    asked = PullSmsSendStatusByPhoneNumberRequest()
    asked.BeginTime, asked.Offset, asked.Limit = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp()), 0, 10
    asked.PhoneNumber, asked.SmsSdkAppId = f"+86{NUMBER}", APP
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r".*utcfromtimestamp", category=DeprecationWarning)
        found = client.PullSmsSendStatusByPhoneNumber(asked).PullSmsSendStatusSet
    assert [(each.SessionContext, each.ReportStatus) for each in found] == [(OUT_ID, "SUCCESS")]
    for request in server.requests:
        heard = request.headers
        ours = tc3(OURS, heard["host"], heard["content-type"], request.body, int(heard["x-tc-timestamp"]))
        assert ours == heard["authorization"]


def test_the_same_message_reads_the_same_to_either_gateway(server: SmsServer) -> None:
    """Beside the vendor's own: the same number, template, variables, signature and id."""
    sent_by_tencent(tencent(server))
    with opened(server.url, "tencent") as channel:
        channel.send(NUMBER, SMS, OUT_ID)
    theirs, ours = (request.json for request in server.requests)
    assert ours == theirs


def test_aliyun_hears_the_same_parameters_from_us(server: SmsServer) -> None:
    sent_by_aliyun(aliyun(server))
    with opened(server.url, "aliyun") as channel:
        channel.send(NUMBER, SMS, OUT_ID)
    theirs, ours = (request.parameters for request in server.requests)
    assert {**theirs, "TemplateParam": ""} == {**ours, "TemplateParam": ""}


@pytest.mark.parametrize(
    "send", [lambda s: sent_by_aliyun(aliyun(s, "falsch")), lambda s: sent_by_tencent(tencent(s, "falsch"))]
)
def test_the_server_refuses_a_wrong_signature_of_theirs_too(server: SmsServer, send: Any) -> None:
    with pytest.raises(Exception, match=r"SignatureDoesNotMatch|SignatureFailure"):
        send(server)
    assert (server.refused, server.accepted) == (1, [])
