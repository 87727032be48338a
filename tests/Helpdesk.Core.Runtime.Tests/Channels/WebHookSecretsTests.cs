using System.Text;
using FsCheck.Fluent;
using Helpdesk.Core.Runtime.Channels;
using Helpdesk.Core.TestSupport;
using NodaTime;

namespace Helpdesk.Core.Runtime.Tests.Channels;

public sealed class WebHookSecretsTests
{
    private static readonly Instant Now = Instant.FromUnixTimeSeconds(1_772_442_000);
    private static readonly byte[] Body = "{\"event\":\"message\"}"u8.ToArray();
    private static readonly WebHookSecrets Secrets = Of("0123456789abcdef");

    // Computed by another program: printf '1772442000.{"event":"message"}' | openssl dgst -sha256 -hmac 0123456789abcdef
    [Fact]
    public void A_signature_is_what_others_compute() => Assert.Equal(
        "t=1772442000,v1=" + Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(
            "0123456789abcdef"u8.ToArray(), Encoding.UTF8.GetBytes("1772442000.{\"event\":\"message\"}"))),
        Secrets.Sign(Body, Now));

    // Law: a signature holds for its body; and with any one bit of the body changed it does not.
    [Fact]
    public void A_signature_holds_for_its_body_and_no_other() => Properties.Holds(Prop.ForAll(
        Gen.Choose(0, 255).Select(i => (byte)i).NonEmptyListOf().Select(l => l.ToArray()).ToArbitrary(),
        Gen.Choose(0, 10_000).ToArbitrary(),
        (body, flip) =>
        {
            var header = Secrets.Sign(body, Now);
            byte[] other = [.. body];
            other[flip % other.Length] ^= (byte)(1 << (flip % 8));
            return Secrets.Refusal(header, body, Now) is null && Secrets.Refusal(header, other, Now)?.Code == "bad-signature";
        }));

    // Law: nothing but a signature is one, and nothing that a stranger sends throws.
    [Fact]
    public void What_is_no_signature_is_refused() => Properties.Holds(Prop.ForAll(
        FsCheck.Fluent.ArbMap.Default.ArbFor<string>(), text => Secrets.Refusal(text ?? "", Body, Now) is not null));

    [Theory]
    [InlineData("", "no-signature")]
    [InlineData("t=1772442000", "no-signature")]
    [InlineData("v1=00", "no-signature")]
    [InlineData("t=99999999999999999999,v1=0000000000000000000000000000000000000000000000000000000000000000", "no-signature")]
    [InlineData("t=1772442000,v1=0000000000000000000000000000000000000000000000000000000000000000", "bad-signature")]
    public void A_bad_header_is_refused_for_what_it_is(string header, string code) => Assert.Equal(code, Secrets.Refusal(header, Body, Now)?.Code);

    // Five minutes in both directions, the edge included.
    [Theory]
    [InlineData(300, null)]
    [InlineData(301, "out-of-time")]
    [InlineData(-300, null)]
    [InlineData(-301, "out-of-time")]
    public void A_signature_holds_for_a_while(int secondsLater, string? code) =>
        Assert.Equal(code, Secrets.Refusal(Secrets.Sign(Body, Now), Body, Now + Duration.FromSeconds(secondsLater))?.Code);

    [Fact]
    public void A_signature_with_another_time_is_none()
    {
        var header = Secrets.Sign(Body, Now).Replace("t=1772442000", "t=1772442001", StringComparison.Ordinal);
        Assert.Equal("bad-signature", Secrets.Refusal(header, Body, Now)?.Code);
    }

    [Fact]
    public void Secrets_change_without_a_gap()
    {
        var (old, both, fresh) = (Of("the old secret, long"), Of("the new secret, long", "the old secret, long"), Of("the new secret, long"));
        Assert.Null(both.Refusal(old.Sign(Body, Now), Body, Now));
        Assert.Null(both.Refusal(fresh.Sign(Body, Now), Body, Now));
        Assert.Null(fresh.Refusal(both.Sign(Body, Now), Body, Now));
        Assert.NotNull(fresh.Refusal(old.Sign(Body, Now), Body, Now));
    }

    [Fact]
    public void A_short_secret_is_none() => Assert.Throws<ArgumentException>(() => Of("short"));

    private static WebHookSecrets Of(params string[] secrets) => new(secrets.Select(s => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(s)));
}
