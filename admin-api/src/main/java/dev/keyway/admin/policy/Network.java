package dev.keyway.admin.policy;

import dev.keyway.catalogue.address.Cidr;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** A network in CIDR notation, or one address. */
@Constraint(validatedBy = Network.Check.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
@interface Network {

    String message() default "must be a network such as 10.0.0.0/8, or an address";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Addresses in digits only: no name is looked up. */
    class Check implements ConstraintValidator<Network, String> {

        @Override
        public boolean isValid(String network, ConstraintValidatorContext context) {
            if (network == null) {
                return false;
            }
            try {
                return Cidr.of(network) != null;
            } catch (IllegalArgumentException e) {
                return false;
            }
        }

        /** One text for one network that is valid: its bits without those of a host, and how many there are. */
        static String plain(String network) {
            int slash = network.indexOf('/');
            try {
                byte[] bits = InetAddress.getByName(slash < 0 ? network : network.substring(0, slash))
                        .getAddress();
                int size = slash < 0
                        ? bits.length * Byte.SIZE
                        : Math.min(bits.length * Byte.SIZE, Integer.parseInt(network.substring(slash + 1)));
                BigInteger host =
                        BigInteger.ONE.shiftLeft(bits.length * Byte.SIZE - size).subtract(BigInteger.ONE);
                return new BigInteger(1, bits).andNot(host).toString(16) + "/" + size + "/" + bits.length;
            } catch (UnknownHostException e) {
                return network;
            }
        }
    }
}
